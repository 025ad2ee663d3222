import { describe, expect, test } from 'bun:test'
import type { ReadPlan, Store } from '../store/store.ts'
import { isElsewhere } from '../store/test-support.ts'
import { incoming, readObject, refusalOf, type TestApp, withApp } from '../testing/app.ts'

/** Keeps the statements that a request reads with. */
const watched = () => {
  const plans: ReadPlan[] = []
  const wrap = (store: Store): Store => ({
    ...store,
    read(plan) {
      plans.push(plan)
      return store.read(plan)
    },
  })
  return { plans, wrap }
}

const withFive = (
  body: (app: TestApp, plans: ReadPlan[]) => Promise<void>,
  config: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const { plans, wrap } = watched()
  return withApp(
    async (app) => {
      const fields = [
        { name: 'n', type: 'number' },
        { name: 'hidden', type: 'text', hidden: true },
      ]
      await app.define({ name: 'posts', listRule: '', viewRule: '', ...config, fields })
      for (let n = 1; n <= 5; n++) await app.insert('posts', { n })
      plans.length = 0
      await body(app, plans)
    },
    { wrap },
  )
}

const list = async (app: TestApp, query: string) =>
  readObject(await app.useCases.records.list('posts', incoming({ query, by: 'guest' })))

describe('statements on the hot path', () => {
  test('viewing reads once, with and without a rule', () =>
    withFive(
      async (app, plans) => {
        const [[id] = []] = app.rows('SELECT id FROM posts WHERE n = 1')
        const view = app.useCases.records.view('posts', String(id), incoming({ by: 'guest' }))
        expect(await isElsewhere(view)).toBe(false)
        expect(plans.length).toBe(1)
      },
      { viewRule: 'n > 0' },
    ))

  test.each([
    ['the last page tells the total', 'page=1&perPage=30', 1, { totalItems: 5, totalPages: 1 }],
    ['so does a last page behind others', 'page=2&perPage=3', 1, { totalItems: 5, totalPages: 2 }],
    ['a full page does not', 'page=1&perPage=5', 2, { totalItems: 5, totalPages: 1 }],
    ['nor does a page behind the end', 'page=9&perPage=5', 2, { totalItems: 5, totalPages: 1 }],
    ['no total is asked for', 'perPage=2&skipTotal=1', 1, { totalItems: -1, totalPages: -1 }],
    ['an empty result is known at once', 'filter=n>9', 1, { totalItems: 0, totalPages: 0 }],
  ])('listing: %s', (_, query, reads, totals) =>
    withFive(async (app, plans) => {
      expect(await list(app, query)).toMatchObject(totals)
      expect(plans.length).toBe(reads)
    }),
  )

  test('a page number that overflows wraps as 64 bits do, and is told exactly', () =>
    withFive(async (app) => {
      const query = 'page=9223372036854775807&perPage=1000'
      const text = await app.useCases.records.list('posts', incoming({ query, by: 'guest' }))
      expect(text).toContain('"page":9223372036854775807,"perPage":1000,"totalItems":5')
    }))
})

describe('what a client may filter and sort by', () => {
  test.each([
    'filter=@request.auth.id=""',
    'filter=@collection.users.id!=""',
    'sort=@request.auth.id',
  ])('%s is for superusers', (query) =>
    withFive(async (app) => {
      const refused = await refusalOf(
        app.useCases.records.list('posts', incoming({ query, by: 'guest' })),
      )
      expect(refused.kind).toBe('forbidden')
    }),
  )

  test.each(['filter=hidden=""', 'sort=hidden', 'filter=nosuch=1', 'filter=((', 'sort=nosuch'])(
    '%s is refused without a reason',
    (query) =>
      withFive(async (app) => {
        const answer = app.useCases.records.list('posts', incoming({ query, by: 'guest' }))
        expect(await refusalOf(answer)).toMatchObject({ kind: 'invalid' })
        expect((await refusalOf(answer)).message ?? '').not.toContain('hidden')
      }),
  )
})

test('a manageRule that no longer runs shows no address, and breaks no answer', () =>
  withApp(async (app) => {
    await app.useCases.collections.update(
      'users',
      incoming({ body: { listRule: '', manageRule: '@request.auth.id != ""' } }),
    )
    await app.insert('users', {
      email: 'a@example.com',
      password: '1234567890',
      passwordConfirm: '1234567890',
    })
    const query = incoming({ by: 'guest' })
    const { items } = readObject(await app.useCases.records.list('users', query))
    expect(JSON.stringify(items)).not.toContain('a@example.com')
    expect(JSON.stringify(items)).not.toMatch(/tokenKey|password|\$2/)
  }))

describe('a collection that changes between decision and statement', () => {
  /** A store that does what `next` answers to a statement, and then reads. */
  const reading =
    (next: (sql: string) => (() => Promise<unknown>) | undefined) =>
    (store: Store): Store => ({
      ...store,
      async read(plan) {
        await next(plan.sql)?.()
        return store.read(plan)
      },
    })

  /** Renames the field on the way to the first read that follows `arm`. */
  const withRename = async (
    read: (app: TestApp, arm: () => void, id: string) => Promise<unknown>,
    rule: string,
  ): Promise<void> => {
    let rename: (() => Promise<unknown>) | undefined
    await withApp(
      async (app) => {
        const fields = [
          { id: 'moving', name: 'n', type: 'number' },
          { name: 'm', type: 'number' },
        ]
        await app.define({ name: 'posts', listRule: rule, viewRule: rule, fields })
        const id = await app.insert('posts', { n: 1, m: 1 })
        const renamed = [{ id: 'moving', name: 'other', type: 'number' }, ...fields.slice(1)]
        const arm = () => {
          rename = () =>
            app.useCases.collections.update('posts', incoming({ body: { fields: renamed } }))
        }
        await read(app, arm, id)
      },
      {
        wrap: reading(() => {
          const happens = rename
          rename = undefined
          return happens
        }),
      },
    )
  }

  test.each(['', 'm > 0'])('a list under the rule %j', (rule) =>
    withRename(async (app, arm) => {
      arm()
      expect(await list(app, 'filter=m>0')).toMatchObject({ items: [{ other: 1, m: 1 }] })
    }, rule),
  )

  test.each(['', 'm > 0'])('a view under the rule %j', (rule) =>
    withRename(async (app, arm, id) => {
      arm()
      const text = await app.useCases.records.view('posts', id, incoming({ by: 'guest' }))
      expect(readObject(text)).toMatchObject({ other: 1, m: 1 })
    }, rule),
  )

  test('a filter by the old name is refused', () =>
    withRename(async (app, arm) => {
      arm()
      expect((await refusalOf(list(app, 'filter=n>0'))).kind).toBe('invalid')
    }, ''))

  test.each([
    ['what it shows', 'n', { comments_via_post: [{ other: 1 }] }],
    ['what it follows', 'post', undefined],
  ])('an expansion, of which %s is renamed', async (_what, renamed, expand) => {
    let rename: (() => Promise<unknown>) | undefined
    await withApp(
      async (app) => {
        const posts = await app.define({ name: 'posts' })
        const fields = [
          { id: 'following', name: 'post', type: 'relation', collectionId: posts },
          { id: 'shown', name: 'n', type: 'number' },
        ]
        await app.define({ name: 'comments', fields })
        const id = await app.insert('posts')
        await app.insert('comments', { post: id, n: 1 })
        const body = {
          fields: fields.map((field) =>
            field.name === renamed ? { ...field, name: 'other' } : field,
          ),
        }
        rename = () => app.useCases.collections.update('comments', incoming({ body }))
        const query = 'expand=comments_via_post'
        const shown = readObject(await app.useCases.records.view('posts', id, incoming({ query })))
        expect(rename).toBeUndefined()
        if (expand === undefined) expect(shown).not.toHaveProperty('expand')
        else expect(shown).toMatchObject({ expand })
      },
      {
        wrap: reading((sql) => {
          if (!sql.includes('comments')) return undefined
          const happens = rename
          rename = undefined
          return happens
        }),
      },
    )
  })
})
