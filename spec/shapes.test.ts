import { expect, test } from 'bun:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { isInOrder } from './key-order.ts'
import examples from './shapes.examples.json'
import { fieldShapes, shapes } from './shapes.ts'
import type { Schema, ShapeName } from './shapes.ts'

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
ajv.addKeyword({ keyword: 'x-key-order', type: 'object', validate: isInOrder })

const problemsOf = (schema: Schema, value: unknown): readonly string[] => {
  const validate = ajv.compile(schema)
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const names = Object.keys(shapes) as readonly ShapeName[] // Object.keys forgets the key type

/** Answers of the real v0.36.6, signatures of tokens blanked. */
const recorded: Readonly<Record<string, readonly unknown[]>> = examples

for (const name of names) {
  test(`${name}: accepts every recorded answer of the real server`, () => {
    expect(recorded[name]?.length).toBeGreaterThan(0)
    for (const answer of recorded[name] ?? []) expect(problemsOf(shapes[name], answer)).toEqual([])
  })
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const closed = names.filter((name) => 'required' in shapes[name])

for (const name of closed) {
  test(`${name}: refuses a recorded answer with any required key taken away`, () => {
    const [answer] = recorded[name] ?? []
    if (!isObject(answer)) throw new Error(`${name} has no recorded object`)
    const required = (shapes[name] as { readonly required: readonly string[] }).required // filtered above
    for (const key of required) {
      const rest = Object.fromEntries(Object.entries(answer).filter(([other]) => other !== key))
      expect(problemsOf(shapes[name], rest), key).not.toEqual([])
    }
  })
}

for (const name of closed.filter((candidate) => 'x-key-order' in shapes[candidate])) {
  test(`${name}: refuses a recorded answer with its keys turned round`, () => {
    const [answer] = recorded[name] ?? []
    if (!isObject(answer)) throw new Error(`${name} has no recorded object`)
    const turned = Object.fromEntries(Object.entries(answer).toReversed())
    expect(problemsOf(shapes[name], turned)).not.toEqual([])
  })
}

test('an error without data, or with a code where the status belongs, is refused', () => {
  const refused = [
    { code: 404, message: 'Missing.', data: {} },
    { data: null, message: 'Missing.', status: 404 },
    {
      data: { title: { message: 'Cannot be blank.', code: 'validation_required', extra: 1 } },
      message: 'No.',
      status: 400,
    },
  ]
  for (const body of refused) expect(problemsOf(shapes.error, body)).not.toEqual([])
})

test('the recorded base collection has a field of every type', () => {
  const [collection] = examples.baseCollection
  const types = new Set(collection?.fields.map(({ type }) => type))
  expect([...types].toSorted()).toEqual(Object.keys(fieldShapes).toSorted())
})
