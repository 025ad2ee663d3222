import { expect, test } from 'bun:test'
import { Glob } from 'bun'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from './documents.ts'
import { messageOf, messages } from './errors.ts'
import { requirements } from './registry.ts'
import type { Requirement } from './requirement.ts'

const folder = join(import.meta.dir, 'requirements')
const idShape = /^[a-z0-9]+(\.[a-z0-9-]+){1,2}$/

test('ids are unique and well-formed', () => {
  const ids = requirements.map(({ id }) => id)
  expect(ids.filter((id) => !idShape.test(id))).toEqual([])
  expect(new Set<string>(ids).size).toBe(ids.length)
})

test('the contract has not lost an entry', () => {
  // 2,107 entries at the move into this project; an entry is split or reworded, never removed.
  expect(requirements.length).toBeGreaterThanOrEqual(2107)
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

test('sentences end where they should and say something', () => {
  const suspicious = requirements.filter(({ says, probe }) => says.length < 15 || probe.length < 5)
  expect(suspicious).toEqual([])
})

test('message templates are filled with their parameters', () => {
  expect(messageOf('validation_min_text_constraint', { min: 3 })).toBe(
    'Must be at least 3 character(s).',
  )
  for (const text of Object.values(messages)) expect(text).toMatch(/[.?!]$/)
})

test('a message keeps a parameter nobody gave, instead of hiding the mistake', () => {
  expect(messageOf('validation_too_many_values')).toBe('Select no more than {maxSelect}.')
})
