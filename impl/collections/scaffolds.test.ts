import { expect, test } from 'bun:test'
import { incoming, withWorld } from './test-support.ts'

interface Scaffold {
  readonly name: string
  readonly indexes: readonly string[]
}

test('a scaffold with a name can be posted as it is; its index names are new on every request', () =>
  withWorld(async ({ collections, catalog }) => {
    // The use case answers the three scaffolds as one JSON object.
    const read = async () =>
      JSON.parse(await collections.scaffolds()) as Readonly<Record<string, Scaffold>>
    const { auth, base, view, ...others } = await read()
    expect(others).toEqual({})
    expect([base?.name, view?.name, auth?.indexes.length]).toEqual(['', '', 2])
    expect((await read())['auth']?.indexes).not.toEqual(auth?.indexes ?? [])
    await collections.create(incoming({ ...auth, name: 'members' }))
    expect(catalog.find('members')?.indexes).toEqual(auth?.indexes ?? [])
  }))
