import { expect, test } from 'bun:test'
import { areas, requirements } from '../spec/registry.ts'
import { conform } from './harness/case.ts'
import { collectCases, registry } from './registry.ts'

const ids = new Set<string>(registry.map(({ id }) => id))

/** Path below this folder -> module of an area, also of one that nobody imports. */
const modulePaths = async (): Promise<readonly string[]> => {
  const paths = areas.map((area) =>
    Array.fromAsync(new Bun.Glob(`${area}/**/!(*.test).ts`).scan(import.meta.dir)),
  )
  return (await Promise.all(paths)).flat()
}

const isCase = (value: unknown): value is (typeof registry)[number] =>
  typeof value === 'object' && value !== null && 'id' in value && 'check' in value

/** Every case that a module of an area exports, with the module's path. */
const exported = async () => {
  const found: (readonly [path: string, (typeof registry)[number]])[] = []
  for (const path of await modulePaths()) {
    const module = (await import(`./${path}`)) as Readonly<Record<string, unknown>>
    // A module may export one case, or a list of cases that it made from a table.
    for (const value of Object.values(module).flat()) if (isCase(value)) found.push([path, value])
  }
  return found
}

test('every case that is exported is in the registry, itself and not a copy', async () => {
  const known = new Set(registry)
  const missing = (await exported()).filter(([, subject]) => !known.has(subject))
  expect(missing.map(([path, { id }]) => `${path}: ${id}`)).toEqual([])
})

test('every case that is written is in the registry, exported or not', async () => {
  const missing: string[] = []
  for (const path of await modulePaths()) {
    const text = await Bun.file(`${import.meta.dir}/${path}`).text()
    for (const [, id = ''] of text.matchAll(/\bconform\(\s*'([^']+)'/g)) {
      if (!ids.has(id)) missing.push(`${path}: ${id}`)
    }
  }
  expect(missing).toEqual([])
})

test('a module of an area does nothing when it is imported', async () => {
  const busy: string[] = []
  for (const path of await modulePaths()) {
    const text = await Bun.file(`${import.meta.dir}/${path}`).text()
    if (/^(?:(?:const|let) .*= )?await /m.test(text)) busy.push(path)
  }
  expect(busy).toEqual([])
})

test('every case lies in the folder of its area', async () => {
  const astray = (await exported()).filter(
    ([path, { id }]) => path.slice(0, path.indexOf('/')) !== id.slice(0, id.indexOf('.')),
  )
  expect(astray.map(([path, { id }]) => `${path}: ${id}`)).toEqual([])
})

test('what cannot be observed has no case', () => {
  const unobservable = requirements.filter(({ unobservable: reason }) => reason !== undefined)
  expect(unobservable.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual([])
})

test('a second case for the same requirement is refused', () => {
  const one = conform('page.defaults', { lane: 'shared', check: () => Promise.resolve() })
  expect(() => collectCases([one, one])).toThrow('two cases judge "page.defaults"')
})
