import { describe, expect, test } from 'bun:test'
import { SentJson } from '../rules/query.ts'
import type { TestApp } from '../testing/app.ts'
import { withApp } from '../testing/app.ts'
import { systemRandom } from '../values/random.ts'
import { applyBody, blankValues } from './submit.ts'

const submit = (
  app: TestApp,
  name: string,
  sent: Readonly<Record<string, unknown>>,
  isSuperuser = false,
) => {
  const collection = app.collections.find(name)
  if (collection === undefined) throw new Error(`no collection ${name}`)
  const body = new Map(Object.entries(sent))
  const current = blankValues(collection)
  return applyBody(collection, current, body, { isSuperuser, random: systemRandom })
}

const fields = [
  { name: 'n', type: 'number' },
  { name: 'tags', type: 'select', values: ['a', 'b', 'c'], maxSelect: 3 },
  { name: 'secret', type: 'text', hidden: true },
  { name: 'data', type: 'json' },
  { name: 'created', type: 'autodate', onCreate: true },
]

describe('a submitted body', () => {
  test('is applied shortest key first, whatever order it was sent in', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields })
      const { values, computed } = submit(app, 'posts', {
        'tags-': 'a',
        '+tags': 'c',
        tags: ['a', 'b'],
        'n+': 2,
        n: 40,
      })
      expect(values['n']).toBe(42)
      expect(values['tags']).toEqual(['c', 'b'])
      expect([...computed]).toEqual(['n', 'tags'])
    }))

  test('cannot set a hidden field, and the rule does not see the attempt', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields })
      const guest = submit(app, 'posts', { secret: 'x' })
      expect(guest.values['secret']).toBe('')
      expect(guest.body.has('secret')).toBe(false)
      expect(guest.touched.has('secret')).toBe(false)
      expect(submit(app, 'posts', { secret: 'x' }, true).values['secret']).toBe('x')
    }))

  test('may set the password of an auth record although it is hidden, but not its token key', () =>
    withApp((app) => {
      const { values, touched } = submit(app, 'users', { password: 'p', tokenKey: 'k' })
      expect(values['password']).toBe('p')
      expect(values['tokenKey']).toBe('')
      expect([...touched]).toEqual(['password'])
      return Promise.resolve()
    }))

  test('does not set the clock', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields })
      expect(submit(app, 'posts', { created: '2001-01-01' }, true).values['created']).toBe('')
    }))

  test('shows rules the normalised fields, results of modifiers, and unknown keys as sent', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields })
      const { body } = submit(app, 'posts', { n: '7', 'n+': 1, other: [1], data: null })
      expect([...body]).toEqual([
        ['n', 8],
        ['data', new SentJson('null')],
        ['other', [1]],
      ])
    }))

  test('may use names of object members as field names and as keys', () =>
    withApp(async (app) => {
      const names = ['constructor', '__proto__', 'toString']
      await app.define({
        name: 'odd',
        fields: names.map((name) => ({ name, type: 'text', max: 3 })),
      })
      const sent = JSON.parse(
        '{"__proto__":"p","constructor":"c","hasOwnProperty":1,"valueOf":2}',
      ) as Readonly<Record<string, unknown>>
      const { values, body } = submit(app, 'odd', sent)
      expect(Object.getPrototypeOf(values)).toBeNull()
      expect(names.map((name) => values[name])).toEqual(['c', 'p', ''])
      expect(body.get('hasOwnProperty')).toBe(1)
      expect(body.has('toString')).toBe(false)
    }))
})
