import { describe, expect, test } from 'bun:test'
import type { Store } from '../store/store.ts'
import { incoming, type TestWorld, withWorld } from './test-support.ts'
import { refusalOf } from '../testing/app.ts'

interface Relation {
  readonly collectionId: string
  readonly required?: boolean
  readonly cascadeDelete?: boolean
}

const relation = (options: Relation) => ({
  name: 'rel',
  type: 'relation',
  maxSelect: 1,
  ...options,
})

const makePair = async ({ collections }: TestWorld, options: Omit<Relation, 'collectionId'>) => {
  await collections.create(incoming({ id: 'parents', name: 'parent' }))
  const fields = [relation({ collectionId: 'parents', ...options })]
  await collections.create(incoming({ name: 'child', fields }))
}

const fill = (count: number) =>
  [
    `INSERT INTO parent (id) WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT ${String(count)}) SELECT 'p' || x FROM c`,
    "INSERT INTO child (id, rel) SELECT 'c' || id, id FROM parent",
  ] as const

describe('truncating a collection', () => {
  test.each([
    [{ cascadeDelete: true, required: true }, 0, []],
    [{}, 0, [['cp1', '']]],
  ])('with a relation %j to it', (options, left, children) =>
    withWorld(async (world) => {
      await makePair(world, options)
      await world.run(...fill(1))
      await world.collections.truncate('PARENT')
      expect(world.rows('SELECT count(*) FROM parent')).toEqual([[left]])
      expect(world.rows('SELECT id, rel FROM child')).toEqual(children)
    }),
  )

  test('deletes nothing when one record is required', () =>
    withWorld(async (world) => {
      await makePair(world, { required: true })
      await world.run("INSERT INTO parent (id) VALUES ('free')", ...fill(1))
      expect(await refusalOf(world.collections.truncate('parent'))).toMatchObject({
        kind: 'invalid',
        message:
          'Failed to truncate collection (most likely due to required cascade delete record references).',
      })
      expect(world.rows('SELECT count(*) FROM parent')).toEqual([[2]])
    }))

  test.each([
    ['an earlier record that a later one requires blocks', 'first', true],
    ['a later record is free once the earlier one is gone', 'second', false],
  ])('goes in the order of creation: %s', (_, required, isBlocked) =>
    withWorld(async ({ collections, run, rows }) => {
      await collections.create(incoming({ id: 'nodes', name: 'node' }))
      const fields = [relation({ collectionId: 'nodes', required: true })]
      await collections.update('node', incoming({ fields }))
      const other = required === 'first' ? 'second' : 'first'
      await run(
        "INSERT INTO node (id, rel) VALUES ('first', ''), ('second', '')",
        `UPDATE node SET rel = '${required}' WHERE id = '${other}'`,
      )
      const answer = collections.truncate('node')
      if (isBlocked) await refusalOf(answer)
      else await answer
      expect(rows('SELECT count(*) FROM node')).toEqual([[isBlocked ? 2 : 0]])
    }),
  )

  test('follows a chain that is longer than the stack of the engine', () =>
    withWorld(async ({ collections, run, rows }) => {
      await collections.create(incoming({ id: 'nodes', name: 'node' }))
      const fields = [relation({ collectionId: 'nodes', cascadeDelete: true })]
      await collections.update('node', incoming({ fields }))
      await run(
        "INSERT INTO node (id, rel) WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20000) SELECT 'n' || x, 'n' || (x - 1) FROM c",
      )
      await collections.truncate('node')
      expect(rows('SELECT count(*) FROM node')).toEqual([[0]])
    }))

  test('20,000 records and what hangs on them go without a query for each', () => {
    let reads = 0
    const wrap = (store: Store): Store => ({
      ...store,
      read(plan, atLeast) {
        reads += 1
        return store.read(plan, atLeast)
      },
    })
    return withWorld(
      async (world) => {
        await makePair(world, { cascadeDelete: true })
        await world.run(...fill(20_000))
        await world.collections.truncate('parent')
        expect(world.rows('SELECT count(*) FROM child')).toEqual([[0]])
        expect(reads).toBeLessThan(5)
      },
      { wrap },
    )
  })

  test('looks again when a collection that refers to it goes meanwhile', () => {
    let meanwhile: (() => Promise<unknown>) | undefined
    const wrap = (store: Store): Store => ({
      ...store,
      async read(plan, atLeast) {
        const work = plan.sql.includes('child') ? meanwhile : undefined
        if (work !== undefined) meanwhile = undefined
        await work?.()
        return store.read(plan, atLeast)
      },
    })
    return withWorld(
      async (world) => {
        await makePair(world, { cascadeDelete: true })
        await world.run(...fill(1))
        meanwhile = () => world.collections.delete('child')
        await world.collections.truncate('parent')
        expect(world.rows('SELECT count(*) FROM parent')).toEqual([[0]])
      },
      { wrap },
    )
  })

  test('keeps the last superuser, and all others with it', () =>
    withWorld(async ({ collections, run, rows }) => {
      const count = () => rows('SELECT count(*) FROM _superusers')
      await run(
        "INSERT INTO _superusers (id, email, password, tokenKey) VALUES ('a', 'a@x.co', 'x', '1'), ('b', 'b@x.co', 'x', '2')",
      )
      const before = count()
      await refusalOf(collections.truncate('_superusers'))
      expect(count()).toEqual(before)
    }))

  test('refuses a view', () =>
    withWorld(async ({ collections, run, store }) => {
      await run(
        "INSERT INTO _collections (id, system, type, name, fields, indexes, options) VALUES ('v', 0, 'view', 'v', '[]', '[]', '{}')",
      )
      await store.commit({ key: 'announce', steps: [], touches: ['collections'] })
      expect(await refusalOf(collections.truncate('v'))).toMatchObject({
        message: "View collections cannot be truncated since they don't store their own records.",
      })
    }))
})
