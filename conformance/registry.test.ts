import { expect, test } from 'bun:test'
import { areas } from '../spec/registry.ts'
import { conform } from './harness/case.ts'
import { collectCases, registry } from './registry.ts'

/** Every `conform(` in the area folders, read as text: a module that nobody imports is found, too. */
const written = async (): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>()
  for (const area of areas) {
    for await (const path of new Bun.Glob(`${area}/*.ts`).scan(import.meta.dir)) {
      const text = await Bun.file(`${import.meta.dir}/${path}`).text()
      for (const [, id = ''] of text.matchAll(/\bconform\(\s*'([^']+)'/g)) found.set(id, path)
    }
  }
  return found
}

test('no case is left out of the registry', async () => {
  const ids = new Set<string>(registry.map(({ id }) => id))
  expect([...(await written()).keys()].filter((id) => !ids.has(id))).toEqual([])
})

test('a second case for the same requirement is refused', () => {
  const one = conform('page.defaults', { lane: 'shared', check: () => Promise.resolve() })
  expect(() => collectCases([one, one])).toThrow('two cases judge "page.defaults"')
})
