import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { fieldTypes } from './registry.ts'
import { configOf } from './test-support.ts'

/** Options that leave most values alone, and options that find fault with most. */
const lenient = { values: ['a', 'b', 'c'] }
const strict = {
  values: ['a'],
  maxSelect: 3,
  required: true,
  min: 2,
  max: 5,
  maxSize: 9,
  pattern: '^a',
}

const cases = [...fieldTypes.values()].map((type) => [type.type, type] as const)

/** Any JSON value, and texts that look like values of some type. */
const submitted = fc.oneof(
  fc.jsonValue(),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.emailAddress(),
  fc.webUrl(),
  fc.array(fc.constantFrom('a', 'b', '', 'c')),
  fc.record({ lon: fc.double(), lat: fc.double() }),
)

describe.each(cases)('%s', (_, type) => {
  const config = configOf(type, lenient)

  test('takes any JSON value without failing', () => {
    fc.assert(
      fc.property(submitted, (raw) => {
        for (const options of [config, configOf(type, strict)]) {
          const value = type.cast(raw, options)
          expect(() => type.check(value, options)).not.toThrow()
        }
      }),
    )
  })

  test('an accepted value is the same when it was stored and read', () => {
    fc.assert(
      fc.property(submitted, (raw) => {
        const value = type.cast(raw, config)
        fc.pre(type.check(value, config) === undefined)
        expect(type.fromSql(type.toSql(value), config)).toEqual(value)
      }),
    )
  })

  test('an accepted value is shown as valid JSON', () => {
    fc.assert(
      fc.property(submitted, (raw) => {
        const value = type.cast(raw, config)
        fc.pre(type.check(value, config) === undefined)
        expect(() => JSON.parse(type.toJson(value)) as unknown).not.toThrow()
      }),
    )
  })
})
