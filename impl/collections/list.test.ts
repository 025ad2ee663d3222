import { describe, expect, test } from 'bun:test'
import { ApiError } from '../errors.ts'
import { incoming, withWorld } from './test-support.ts'

const namesIn = (text: string): readonly string[] => {
  const page: unknown = JSON.parse(text)
  // The shape is judged by recorded.test.ts.
  return (page as { readonly items: readonly { readonly name: string }[] }).items.map(
    ({ name }) => name,
  )
}

const fresh = ['_mfas', '_otps', '_externalAuths', '_authOrigins', '_superusers', 'users']

describe('the list of collections', () => {
  test('is in creation order; updates and renames move nothing', () =>
    withWorld(async ({ collections }) => {
      await collections.create(incoming({ name: 'zz' }))
      await collections.create(incoming({ name: 'aa' }))
      await collections.update('zz', incoming({ name: 'zzz' }))
      expect(namesIn(await collections.list(incoming()))).toEqual([...fresh, 'zzz', 'aa'])
    }))

  test.each([
    ['sort=-name', ['users', '_superusers', '_otps', '_mfas', '_externalAuths', '_authOrigins']],
    ['sort=name, -id&perPage=2', ['_authOrigins', '_externalAuths']],
    ['sort=-@rowid&perPage=1', ['users']],
    ["filter=name~'t'", ['_otps', '_externalAuths', '_authOrigins']],
    ["filter=type='auth'", ['_superusers', 'users']],
    ['filter=system=false', ['users']],
    ["filter=name='@request.auth.id'", []],
    ["filter=created>='2022-01-01 00:00:00' %26%26 created<=@now %26%26 name='_mfas'", []],
    ['page=2&perPage=4', ['_superusers', 'users']],
    ['page=999', []],
  ] as const)('%s', (query, names) =>
    withWorld(async ({ collections }) => {
      expect(namesIn(await collections.list(incoming({}, query)))).toEqual([...names])
    }),
  )

  test.each([
    'sort=options',
    'sort=NAME',
    'sort=name:lower',
    'sort=--name',
    'sort=id,id,id,id,id,id,id,id,id',
    "filter=invalidfield~'demo'",
    'filter=name=',
    "filter=@request.auth.id=''",
    "filter=@collection.users.id!=''",
    "filter=name:lower='x'",
    'page=abc',
    'skipTotal=maybe',
  ])('%s is refused without a reason', (query) =>
    withWorld(async ({ collections }) => {
      const failure: unknown = await collections
        .list(incoming({}, query))
        .catch((cause: unknown) => cause)
      expect(failure).toBeInstanceOf(ApiError)
      expect(failure).toHaveProperty('refusal', { kind: 'invalid' })
    }),
  )
})
