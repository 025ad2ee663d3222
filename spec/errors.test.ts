import { expect, test } from 'bun:test'
import {
  apiErrors,
  fillMessage,
  messageOf,
  sentence,
  statusMessages,
  validationErrors,
  validationItem,
} from './errors.ts'
import { requirements } from './registry.ts'

const codes = new Set(Object.keys(validationErrors).map((key) => key.replace(/\/.*$/, '')))
const contract = requirements.map(({ says, probe }) => `${says}\n${probe}`)

test('every validation code that the contract names is in the catalogue', () => {
  const named = contract.flatMap((text) => text.match(/\bvalidation_[a-z_]*[a-z]\b/g) ?? [])
  expect(named.filter((code) => !codes.has(code))).toEqual([])
})

test('every code/place belongs to a code that has an ordinary text', () => {
  const orphans = [...codes].filter((code) => !Object.hasOwn(validationErrors, code))
  expect(orphans).toEqual([])
})

test('every message is a sentence as the server writes it', () => {
  const rows = [...Object.values(apiErrors), ...Object.values(validationErrors)]
  const messages = [...Object.values(statusMessages), ...rows.map(({ message }) => message)]
  // Values that are texts may bring their own full stop.
  const unfinished = messages.filter(
    (message) => !/\{\w+\}$/.test(message) && sentence(message) !== message,
  )
  expect(unfinished).toEqual([])
})

test('placeholders of a message are words in braces, and braces are nothing else', () => {
  for (const { message } of [...Object.values(apiErrors), ...Object.values(validationErrors)])
    expect(message.replace(/\{[a-zA-Z]+\}/g, '')).not.toMatch(/[{}]/)
})

// Witnessed bodies of the real v0.36.6.
test('items are what the server sends', () => {
  const witnessed = [
    [
      validationItem('validation_required'),
      '{"code":"validation_required","message":"Cannot be blank."}',
    ],
    [
      validationItem('validation_invalid_value/select', { value: 'z' }),
      '{"code":"validation_invalid_value","message":"Invalid value z.","params":{"value":"z"}}',
    ],
    [
      validationItem('validation_min_number_constraint', { min: '2.000000' }),
      '{"code":"validation_min_number_constraint","message":"Must be larger than 2.000000."}',
    ],
    [
      validationItem('validation_min_greater_equal_than_required/date', {
        date: '2024-01-01 00:00:00 +0000 UTC',
        threshold: '2024-01-01T00:00:00Z',
      }),
      '{"code":"validation_min_greater_equal_than_required","message":"Must be no less than 2024-01-01 00:00:00 +0000 UTC.","params":{"threshold":"2024-01-01T00:00:00Z"}}',
    ],
    [
      validationItem('validation_invalid_file', { invalidFiles: ['a.txt', 'b.txt'] }),
      '{"code":"validation_invalid_file","message":"Invalid new files: [a.txt b.txt].","params":{"invalidFiles":["a.txt","b.txt"]}}',
    ],
    [
      validationItem('validation_length_invalid', { min: 10, max: 10 }),
      '{"code":"validation_length_invalid","message":"The length must be exactly 10.","params":{"min":10,"max":10}}',
    ],
  ] as const
  for (const [item, body] of witnessed) expect(item).toEqual(JSON.parse(body))
})

test('a value that is forgotten, misspelt or of another code does not compile', () => {
  // @ts-expect-error min is missing
  messageOf('validation_min_text_constraint')
  // @ts-expect-error the value is called min
  messageOf('validation_min_text_constraint', { minimum: 3 })
  // @ts-expect-error no such code
  expect(() => messageOf('validation_blank')).toThrow()
  expect(messageOf('validation_min_text_constraint', { min: 3 })).toBe(
    'Must be at least 3 character(s).',
  )
})

test('a message keeps a value nobody gave, instead of hiding the mistake', () => {
  expect(fillMessage(apiErrors.authOtherCollection.message)).toBe(
    apiErrors.authOtherCollection.message,
  )
  expect(fillMessage(apiErrors.authOtherCollection.message, { collection: 'users' })).toBe(
    'The request requires auth record from users collection.',
  )
})

test('a value cannot smuggle in another placeholder, and inherited names are no values', () => {
  expect(fillMessage('{a} {b}', { a: '{b}', b: 1 })).toBe('{b} 1')
  expect(fillMessage('{constructor}', {})).toBe('{constructor}')
})

test('sentence: trims, capitalises the first letter, ends with one of . ? !', () => {
  const cases = [
    ['  must be a url ', 'Must be a url.'],
    ['Done!', 'Done!'],
    ['raw error: \nx', 'Raw error: \nx.'],
    ['élan', 'Élan.'],
    ['', ''],
  ] as const
  for (const [text, written] of cases) expect(sentence(text)).toBe(written)
})

test('every text is one that an entry quotes, but for those known from elsewhere', () => {
  const escape = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  const quoted = (message: string): RegExp =>
    new RegExp(
      escape(message)
        .replaceAll('"', '\\\\?"')
        .replaceAll('\n', String.raw`(?:\\n|\s)?`)
        .replace(/\{\w+\}/g, '.{1,60}?'),
    )
  const whole = contract.join('\n')
  const unquoted = Object.entries({ ...apiErrors, ...validationErrors })
    .filter(([, { message }]) => !quoted(message).test(whole))
    .map(([key]) => key)
  expect(unquoted).toEqual([
    'validation_length_too_short', // the counterpart of validation_length_too_long
    'validation_missing_rel_collection', // needs a relation whose collection is gone
    'validation_collections_import_failure', // quoted with an example whose reason spans lines
    'validation_duplicated_field_id', // the counterpart of validation_duplicated_field_name
    'validation_invalid_cron/step-format', // seen: settings with backups.cron "1/2/3 * * * *"
  ])
})
