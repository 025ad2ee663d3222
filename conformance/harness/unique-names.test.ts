import { expect, test } from 'bun:test'
import { uniqueNames } from './unique-names.ts'

test('a case never gets the same name twice, nor another case the same one', () => {
  const names = ['a.b', 'a.c'].flatMap((id) => {
    const unique = uniqueNames(id, 1)
    return Array.from({ length: 100 }, () => unique('x_'))
  })
  expect(new Set(names).size).toBe(200)
  for (const name of names) expect(name).toMatch(/^x_[a-z0-9]{8}$/)
})

test('with a seed a case gets the same names again, without it others', () => {
  expect(uniqueNames('a.b', 1)('x')).toBe(uniqueNames('a.b', 1)('x'))
  expect(uniqueNames('a.b', 1)('x')).not.toBe(uniqueNames('a.b', 2)('x'))
  expect(uniqueNames('a.b')('x')).not.toBe(uniqueNames('a.b')('x'))
})
