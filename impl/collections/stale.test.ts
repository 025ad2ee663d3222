import { expect, test } from 'bun:test'
import { SqlFailure } from '../store/store.ts'
import type { Collection } from './model.ts'
import { readToDecide, Stale } from './stale.ts'

const failure = new SqlFailure('no such table: gone')

/** A read that fails, before which the collections may have changed without the catalog having been told. */
const failingRead = (isChanged: boolean, error: Error) => {
  const builtOn: readonly Collection[] = []
  let all = builtOn
  const context = {
    store: { notice: () => void (all = isChanged ? [] : builtOn) },
    collections: { all: () => all },
  }
  return readToDecide(context, builtOn, () => Promise.reject(error))
}

test('a read that fails because a collection went makes the decision void', () => {
  expect(failingRead(true, failure)).rejects.toBeInstanceOf(Stale)
})

test('a read that fails though nothing changed is told', () => {
  expect(failingRead(false, failure)).rejects.toBe(failure)
})

test('any other failure is told', () => {
  const defect = new Error('a defect')
  expect(failingRead(true, defect)).rejects.toBe(defect)
})
