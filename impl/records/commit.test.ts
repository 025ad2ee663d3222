import { expect, test } from 'bun:test'
import type { Collection } from '../collections/model.ts'
import { Stale } from '../collections/stale.ts'
import { SqlFailure } from '../store/store.ts'
import { readToDecide } from './commit.ts'

const failure = new SqlFailure('no such table: gone')

/** A read that fails, before which the collections may have changed without the catalog having been told. */
const failingRead = (isChanged: boolean, error: Error) => {
  const builtOn: readonly Collection[] = []
  let all = builtOn
  const context = {
    store: { notice: () => void (all = isChanged ? [] : builtOn) },
    collections: { all: () => all },
  }
  // Only what a read touches is there.
  return readToDecide(context as unknown as Parameters<typeof readToDecide>[0], builtOn, () =>
    Promise.reject(error),
  )
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
