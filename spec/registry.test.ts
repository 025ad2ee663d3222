import { expect, test } from 'bun:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Glob } from 'bun'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from './documents.ts'
import { areaOf, areas, findRequirement, requirementById, requirements } from './registry.ts'
import type { Requirement } from './requirement.ts'

const folder = join(import.meta.dir, 'requirements')
const idShape = /^[a-z0-9]+(\.[a-z0-9-]+){1,2}$/

test('ids are unique and well-formed', () => {
  const ids = requirements.map(({ id }) => id)
  expect(ids.filter((id) => !idShape.test(id))).toEqual([])
  expect(new Set<string>(ids).size).toBe(ids.length)
})

test('no id is ever lost: what was once in the contract still is', () => {
  const once = readFileSync(join(import.meta.dir, 'ids.txt'), 'utf8')
    .split('\n')
    .filter(Boolean)
  expect(once.length).toBeGreaterThanOrEqual(2107) // the entries at the move into this project
  expect(once.filter((id) => findRequirement(id) === undefined)).toEqual([])
})

test('an entry is found under its id: area/section.ts, a file of the area for ids of two parts', () => {
  const places = new Map<string, string[]>()
  for (const path of new Glob('*/*.ts').scanSync(folder)) {
    for (const [, id = ''] of readFileSync(join(folder, path), 'utf8').matchAll(
      /^ {4}id: '(.+)',$/gm,
    ))
      places.set(id, [...(places.get(id) ?? []), path])
  }
  for (const { id } of requirements) {
    const [area = '', section = '', claim] = id.split('.')
    const found = places.get(id)
    if (claim !== undefined) expect(found, id).toEqual([`${area}/${section}.ts`])
    else
      expect(
        found?.map((path) => path.split('/')[0]),
        id,
      ).toEqual([area])
  }
  expect(places.size).toBe(requirements.length)
})

test('documented entries, and only they, name a heading that the documents have', () => {
  const headings = new Map<string, readonly string[]>(
    documents.map(({ document, headings: all }) => [document, all]),
  )
  for (const { id, basis, source } of requirements as readonly Requirement[]) {
    expect(source !== undefined, id).toBe(basis === 'documented')
    if (source !== undefined) expect(headings.get(source.document), id).toContain(source.heading)
  }
})

test('a page that an entry names is there', () => {
  const named = requirements.flatMap(({ says, probe }) => [
    ...`${says} ${probe}`.matchAll(/\b[\w-]+\/[\w./-]+\.md\b/g),
  ])
  const missing = named.filter(([path]) => !existsSync(join(import.meta.dir, '..', path)))
  expect(missing.map(([path]) => path)).toEqual([])
})

test('every entry has a sentence and a probe that say something', () => {
  const suspicious = requirements.filter(({ says, probe }) => says.length < 15 || probe.length < 5)
  expect(suspicious).toEqual([])
})

test('an entry that nobody can see says why in one sentence', () => {
  for (const { id, unobservable } of requirements)
    if (unobservable !== undefined) expect(unobservable, id).toMatch(/^[A-Z].{20,}\.$/)
})

test('an entry split from another names one that exists', () => {
  for (const { id, parent } of requirements)
    if (parent !== undefined) expect(findRequirement(parent), id).toBeDefined()
})

test('every area has entries, and an entry knows its area', () => {
  expect(new Set(requirements.map(areaOf))).toEqual(new Set(areas))
  expect(areaOf(requirementById('records.list.shape'))).toBe('records')
})

test('a misspelt id is not an entry, and does not compile', () => {
  expect(findRequirement('records.list.shapes')).toBeUndefined()
  // @ts-expect-error the union of ids has no such member
  expect(() => requirementById('records.list.shapes')).toThrow('records.list.shapes')
})

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dir, name), 'utf8'))

test('the JSON copies are current', () => {
  const { exitCode, stdout } = Bun.spawnSync([
    process.execPath,
    join(import.meta.dir, 'generate.ts'),
    '--check',
  ])
  expect(stdout.toString()).toBe('')
  expect(exitCode).toBe(0)
})

test('requirements.json keeps its schema, and a broken copy does not', () => {
  const ajv = new Ajv2020({ strict: false })
  const validate = ajv.compile(readJson('requirements.schema.json') as object) // the schema is an object by its own type
  const contract = readJson('requirements.json') as { requirements: readonly object[] } // validated on the next line
  expect(validate(contract)).toBe(true)
  const [first, ...rest] = contract.requirements
  expect(validate({ ...contract, requirements: [{ ...first, level: 'maybe' }, ...rest] })).toBe(
    false,
  )
})
