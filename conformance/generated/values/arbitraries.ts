import fc, { type Arbitrary } from 'fast-check'
import type { Pair } from '../../model/values/form.ts'
import type { SentBody } from './body.ts'
import { fieldNames, type Variant, variants } from './schema.ts'

/** Records that relations may name, and ids of none. */
export const relatedIds = ['aaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbb', 'ccccccccccccccc'] as const
const noIds = ['nowhere00000000', 'AAAAAAAAAAAAAAA', 'x']

/** Addresses whose verdict the contract gives. */
export const knownEmails: ReadonlyMap<string, boolean> = new Map([
  ['a@example.com', true],
  ['Test+x@Sub.Example.co', true],
  ['invalid', false],
  ['a@b', false],
  ['a@@b.com', false],
  ['a..b@example.com', false],
])
export const knownUrls: ReadonlyMap<string, boolean> = new Map([
  ['https://example.com/a?b=c#d', true],
  ['http://localhost:8080', true],
  ['example.com', true],
  ['abc', false],
  ['https://', false],
  ['ssh://a.com', false],
])

const hostile = [
  '',
  ' ',
  'a',
  'abc',
  'abcdef0',
  'a\u0000b',
  '\u0001',
  '\u007f',
  '\ufeffa',
  'e\u0301',
  '\u{1F600}',
  '\u{1F600}\u{1F600}\u{1F600}',
  '\u202eabc',
  '\u2028',
  '<&>"\'\\/',
  'null',
  'true',
  'false',
  'True',
  '[',
  '[]',
  '["a"]',
  '["a",1]',
  '["a",null,"b"]',
  '{}',
  '{"a":1}',
  '{bad',
  '"x"',
  '""',
  ' [1]',
  '[1, 2]',
  '{"b":1,"a":2}',
  '__proto__',
  'constructor',
  "'; DROP TABLE x; --",
  '%00',
  '\r\n',
  'x'.repeat(5001),
  '\u00e9'.repeat(40),
  'a'.repeat(73),
]

const numberTexts = [
  '0',
  '-0',
  '0.0',
  '00',
  '5',
  '-5',
  '+7',
  '.5',
  '5.',
  '1e3',
  '1e400',
  '-1e400',
  '1e-400',
  'NaN',
  'Infinity',
  '-inf',
  ' 5',
  '5abc',
  '1.50',
  '9007199254740993',
  '123456789012345678901234567890',
  '1.7976931348623157e308',
]

const numbers: readonly number[] = [
  0, -0, 1, -1, 5, 0.1, -10.5, 1000.5, 1000.6, 1e21, -1e21, 1e20, 1e-6, 1e-7, 5e-324,
  1.7976931348623157e308, 9007199254740993, 9223372036854775000, 9223372036854776000, 123456789.125,
]

/** A moment in each accepted layout, and things that only look like one. */
const dateTexts: Arbitrary<string> = fc
  .record({
    year: fc.constantFrom('1999', '2000', '2024', '0001', '0000', '9999'),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.integer({ min: 0, max: 32 }),
    hour: fc.constantFrom('00', '9', '10', '12', '23', '24'),
    minute: fc.constantFrom('00', '30', '59', '60', '5'),
    second: fc.constantFrom('00', '59', '60'),
    fraction: fc.constantFrom('', '.1', '.123', '.123456', ',5', '.000000001', '.'),
    layout: fc.integer({ min: 0, max: 23 }),
    offset: fc.constantFrom('+02:00', '-00:30', '+14:00', '+0200', 'Z', '-0530', '+2', ''),
  })
  .map(({ year, month, day, hour, minute, second, fraction, layout, offset }) => {
    const two = (value: number): string => String(value).padStart(2, '0')
    const name =
      ['Jan', 'feb', 'MAR', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
        month - 1
      ] ?? 'Xyz'
    const iso = `${year}-${two(month)}-${two(day)}`
    const clock = `${hour}:${minute}:${second}${fraction}`
    const layouts = [
      iso,
      `${iso}T${clock}${offset}`,
      `${iso}T${clock}`,
      `${iso} ${clock}${offset}`,
      `${iso} ${clock}`,
      `${iso} ${clock} ${offset}`,
      `Mon, ${two(day)} ${name} ${year} ${clock} ${offset}`,
      `Mon, ${two(day)} ${name} ${year} ${clock} GMT`,
      `${two(day)} ${name} ${year.slice(2)} ${hour}:${minute} ${offset}`,
      `${two(day)} ${name} ${year.slice(2)} ${hour}:${minute} GMT`,
      `Monday, ${two(day)}-${name}-${year.slice(2)} ${clock} GMT`,
      `${iso} ${clock} ${offset} EET`,
      `Mon ${name} ${day} ${clock} ${year}`,
      `Mon ${name} ${two(day)} ${clock} GMT ${year}`,
      `Mon ${name} ${String(day).padStart(2)} ${clock} ${offset} ${year}`,
      `${two(day)} ${name} ${year}`,
      `${hour}:${minute}PM`,
      `${name} ${day} ${clock}`,
      `${name} ${String(day).padStart(2)} ${clock}`,
      `${iso}T${clock}Z`,
      `${iso} ${clock}.123Z`,
      ` ${iso}`,
      `${iso}T${hour}:${minute}`,
      `${year}${two(month)}${two(day)}`,
    ]
    return layouts[layout] ?? iso
  })

/** Random text over the whole of Unicode, lone surrogates left out: a form cannot say them. */
const anyText: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.toWellFormed()),
  fc.string({ maxLength: 12 }),
)

const texts: Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...hostile), weight: 3 },
  { arbitrary: fc.constantFrom(...numberTexts), weight: 2 },
  { arbitrary: anyText, weight: 1 },
)

const scalars: Arbitrary<unknown> = fc.oneof(
  texts,
  fc.constantFrom<unknown>(...numbers),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)

const options = ['a', 'b', 'c', '1', 'true', '1.5', '["', 'x', 'A', '']

/** Mostly what the field is for. */
const fitting = (name: string): Arbitrary<unknown> => {
  const list = (items: Arbitrary<unknown>): Arbitrary<unknown> =>
    fc.oneof(
      items,
      fc.array(items, { maxLength: 5 }),
      fc.array(items, { maxLength: 4 }).map((all) => JSON.stringify(all)),
    )
  switch (name) {
    case 'email':
      return fc.constantFrom(...knownEmails.keys())
    case 'url':
      return fc.constantFrom(...knownUrls.keys())
    case 'date':
      return dateTexts
    case 'number':
    case 'whole':
      return fc.oneof(fc.constantFrom<unknown>(...numbers), fc.constantFrom(...numberTexts))
    case 'one':
    case 'many':
      return list(fc.constantFrom<unknown>(...options, 1, true, 1.5, null))
    case 'rel':
    case 'rels':
      return list(fc.constantFrom<unknown>(...relatedIds, ...relatedIds, ...noIds, '', null))
    case 'file':
    case 'files':
      return list(fc.constantFrom<unknown>('a.txt', 'b.txt', '', '../x', 5, ['c'], ['c', 'd'], {}))
    case 'json':
      return fc.oneof(fc.jsonValue({ maxDepth: 3 }), texts)
    case 'geo':
      return fc.oneof(
        fc.record(
          {
            lon: fc.constantFrom<unknown>(0, 1.5, -180, 180, 180.1, '5', null),
            lat: fc.constantFrom<unknown>(0, -2, 90, -90, 90.5, true),
            x: fc.constant(1),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom<unknown>('{"lon":1,"lat":2}', { LAT: 5 }, '{"Lon":-1}', '{', [1, 2], {}),
      )
    case 'pw':
      return fc.constantFrom('abc', 'ab', '1234567890', '12345678901', 'a'.repeat(73), '')
    default:
      return texts
  }
}

const values = (name: string): Arbitrary<unknown> =>
  fc.oneof(
    { arbitrary: fitting(name), weight: 5 },
    { arbitrary: scalars, weight: 2 },
    { arbitrary: fc.array(scalars, { maxLength: 3 }), weight: 1 },
    { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 1 },
  )

/** A name, or a key that changes what is stored; of two such of one length the order is nobody's promise. */
const keys: Arbitrary<readonly [key: string, field: string]> = fc
  .tuple(
    fc.constantFrom(...fieldNames),
    fc.constantFrom('', '', '', '', '', '', '+', '-', 'prepend', ':autogenerate', '++', '-'),
  )
  .map(([name, modifier]) => [modifier === 'prepend' ? `+${name}` : name + modifier, name])

const oddKeys = ['__proto__', 'constructor', 'toString', 'collectionId', 'expand', 'Text', ' text']

const pairs: Arbitrary<readonly Pair[]> = fc
  .array(
    fc.oneof(
      {
        arbitrary: keys.chain(([key, name]) =>
          fc.tuple(fc.constant(key), fc.constant(name), values(name)),
        ),
        weight: 12,
      },
      {
        arbitrary: fc.tuple(fc.constantFrom(...oddKeys), fc.constant(''), scalars),
        weight: 1,
      },
    ),
    { maxLength: 6 },
  )
  .map((found) => {
    const modified = new Map<string, string>()
    return found.flatMap(([key, name, value]): Pair[] => {
      const isModifier = key.length === name.length + 1
      if (isModifier && (modified.get(name) ?? key) !== key) return []
      if (isModifier) modified.set(name, key)
      return [[key, value]]
    })
  })

const complete: Readonly<Record<string, unknown>> = {
  text: 'abc',
  pattern: 'abc',
  editor: 'abc',
  email: 'a@example.com',
  url: 'example.com',
  number: 5,
  whole: 5,
  bool: true,
  date: '2020-01-01',
  one: 'a',
  many: ['a', 'b'],
  rel: relatedIds[0],
  rels: [relatedIds[0], relatedIds[1]],
  json: [1],
  geo: { lon: 1, lat: 2 },
  pw: 'abcd',
}

/** A form has texts only; what is no text is written as JSON, as a client would. */
const toParts = (all: readonly Pair[]): readonly Pair[] =>
  all.flatMap(([key, value]): Pair[] => {
    if (Array.isArray(value)) return value.map((item: unknown) => [key, toPart(item)])
    return [[key, toPart(value)]]
  })

const toPart = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const toBody = (kind: SentBody['kind'] | 'payload', all: readonly Pair[]): SentBody => {
  if (kind === 'json') return { kind, pairs: all }
  if (kind !== 'payload') return { kind, pairs: toParts(all) }
  const [first, ...rest] = all
  const payload = JSON.stringify(Object.fromEntries(rest))
  return {
    kind: 'multipart',
    pairs: [...toParts(first === undefined ? [] : [first]), ['@jsonPayload', payload]],
  }
}

/** What a session does: it makes its collections, and writes records. */
export type Edit =
  | { readonly kind: 'target' }
  | { readonly kind: 'collection'; readonly variant: Variant }
  | { readonly kind: 'write'; readonly write: Write }

export interface Write {
  /** `update` is of one of the records there are. */
  readonly action: 'create' | 'update'
  readonly record: number
  readonly body: SentBody
}

const writes: Arbitrary<Write> = fc
  .record({
    action: fc.constantFrom('create' as const, 'create' as const, 'update' as const),
    record: fc.nat({ max: 50 }),
    kind: fc.constantFrom('json', 'json', 'multipart', 'urlencoded', 'payload' as const),
    // Where much is required, few random bodies would be accepted.
    isComplete: fc.boolean(),
    pairs,
  })
  .map(({ action, record, kind, isComplete, pairs: found }) => {
    const filled = isComplete ? [...Object.entries(complete), ...found] : found
    // In JSON the last of a key counts; a form would make a list of them.
    const all = kind === 'json' ? filled : [...new Map(filled)]
    return { action, record, body: toBody(kind, all) }
  })

/** Bodies of one session. */
export const writesPerSession = 24

export const edits: Arbitrary<readonly Edit[]> = fc
  .tuple(
    fc.constantFrom(...variants),
    fc.array(writes, { minLength: 1, maxLength: writesPerSession, size: 'max' }),
  )
  .map(([variant, all]): readonly Edit[] => [
    { kind: 'target' },
    { kind: 'collection', variant },
    ...all.map((write): Edit => ({ kind: 'write', write })),
  ])
