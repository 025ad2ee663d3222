import { expect, test } from 'bun:test'
import type { Store } from '../store/store.ts'
import { incoming, readObject, type TestApp, withApp } from '../testing/app.ts'

/** Runs `body` with a count of the statements that the use cases read by. */
const counting = (
  body: (
    app: TestApp,
    statementsOf: (work: () => Promise<unknown>) => Promise<number>,
  ) => Promise<void>,
): Promise<void> => {
  let count = 0
  const wrap = (store: Store): Store => ({
    ...store,
    read(plan, atLeast) {
      count += 1
      return store.read(plan, atLeast)
    },
  })
  return withApp(
    (app) =>
      body(app, async (work) => {
        count = 0
        await work()
        return count
      }),
    { wrap },
  )
}

const open = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }

test('a view is one statement, a list one and its count', () =>
  counting(async ({ define, insert, useCases: { records } }, statementsOf) => {
    await define({ name: 'posts', ...open, fields: [{ name: 'title', type: 'text' }] })
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.push(await insert('posts', { title: `p${n}` }))
    const guest = incoming({ by: 'guest' })
    expect(await statementsOf(() => records.view('posts', ids[0] ?? '', guest))).toBe(1)
    // The page tells the total when it is not full.
    expect(await statementsOf(() => records.list('posts', guest))).toBeLessThanOrEqual(2)
    const full = incoming({ by: 'guest', query: 'perPage=2' })
    expect(await statementsOf(() => records.list('posts', full))).toBe(2)
  }))

test('a list with three expands costs as much for 500 records as for 5', () =>
  counting(async ({ define, insert, useCases: { records } }, statementsOf) => {
    const tags = await define({ name: 'tags', ...open, fields: [{ name: 'title', type: 'text' }] })
    const posts = await define({
      name: 'posts',
      ...open,
      fields: [
        { name: 'tag', type: 'relation', collectionId: tags, maxSelect: 1 },
        { name: 'tags', type: 'relation', collectionId: tags, maxSelect: 5 },
      ],
    })
    await define({
      name: 'comments',
      ...open,
      fields: [{ name: 'post', type: 'relation', collectionId: posts, maxSelect: 1 }],
    })
    const tagIds = [await insert('tags'), await insert('tags')]
    for (let n = 0; n < 500; n++) {
      const post = await insert('posts', { tag: tagIds[n % 2] ?? '', tags: tagIds })
      if (n % 5 === 0) await insert('comments', { post })
    }
    const list = (perPage: number) => () =>
      records.list(
        'posts',
        incoming({ by: 'guest', query: `perPage=${perPage}&expand=tag,tags,comments_via_post` }),
      )
    const few = await statementsOf(list(5))
    expect(await statementsOf(list(500))).toBeLessThanOrEqual(few)
    expect(few).toBeLessThanOrEqual(8)
    const { items } = readObject(await list(500)())
    expect(items).toHaveLength(500)
  }))
