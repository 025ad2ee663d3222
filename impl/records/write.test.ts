import { describe, expect, test } from 'bun:test'
import type { Store } from '../store/store.ts'
import {
  callerOf,
  codesOf,
  incoming,
  readObject,
  refusalOf,
  type TestApp,
  withApp,
} from '../testing/app.ts'

const number = { name: 'n', type: 'number' }
const title = { name: 'title', type: 'text', max: 5 }

const update = async (app: TestApp, name: string, id: string, body: object, by?: 'guest') =>
  readObject(
    await app.useCases.records.update(
      name,
      id,
      incoming({ body: { ...body }, ...(by === undefined ? {} : { by }) }),
    ),
  )

/** Runs `meanwhile` once, after a request has decided and before its unit reaches the store. */
const interrupted = (meanwhile: () => Promise<unknown>) => {
  let waiting = false
  return {
    arm: () => void (waiting = true),
    wrap: (store: Store): Store => ({
      ...store,
      async commit(unit) {
        if (waiting) {
          waiting = false
          await meanwhile()
        }
        return store.commit(unit)
      },
    }),
  }
}

describe('order of checks', () => {
  const fields = [title, { name: 'rank', type: 'number', max: 3, required: true }]

  test('an unsatisfied rule hides what is wrong with the values', () =>
    withApp(async (app) => {
      const rule = '@request.body.title = "yes"'
      await app.define({ name: 'posts', fields, createRule: rule, updateRule: 'title = "yes"' })
      const id = await app.insert('posts', { title: 'no', rank: 1 })
      const body = { title: 'much too long', rank: 9 }
      const { create, update } = app.useCases.records
      const created = await refusalOf(create('posts', incoming({ body, by: 'guest' })))
      expect(created).toEqual({ kind: 'invalid', message: 'Failed to create record.' })
      const updated = await refusalOf(update('posts', id, incoming({ body, by: 'guest' })))
      expect(updated.kind).toBe('not-found')
    }))

  test('every field at fault is named, whether its value or the store shows it', () =>
    withApp(async (app) => {
      const target = await app.define({ name: 'targets' })
      await app.define({
        name: 'posts',
        fields: [
          ...fields,
          { name: 'to', type: 'relation', collectionId: target, maxSelect: 1 },
          { name: '__proto__', type: 'text', max: 1 },
        ],
      })
      const body = new Map<string, unknown>([
        ['title', 'much too long'],
        ['to', 'nosuchrecord000'],
        ['__proto__', 'long'],
      ])
      const refused = await refusalOf(app.useCases.records.create('posts', incoming({ body })))
      expect(Object.keys(codesOf(refused)).sort()).toEqual(['__proto__', 'rank', 'title', 'to'])
      expect(codesOf(refused)).toMatchObject({
        title: 'validation_max_text_constraint',
        rank: 'validation_required',
        to: 'validation_missing_rel_records',
      })
    }))

  test('a unique index names all of its fields and writes nothing', () =>
    withApp(async (app) => {
      const indexes = ['CREATE UNIQUE INDEX both ON posts (title, n)']
      await app.define({ name: 'posts', fields: [title, number], indexes })
      await app.insert('posts', { title: 'a', n: 1 })
      const again = incoming({ body: { title: 'a', n: 1 } })
      const refused = await refusalOf(app.useCases.records.create('posts', again))
      const code = 'validation_not_unique'
      expect(codesOf(refused)).toEqual({ title: code, n: code })
      expect(app.rows('SELECT count(*) FROM posts')).toEqual([[1]])
    }))
})

describe('writers of one record', () => {
  test('two increments at once both count', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields: [number] })
      const id = await app.insert('posts')
      await Promise.all([
        update(app, 'posts', id, { 'n+': 1 }),
        update(app, 'posts', id, { 'n+': 2 }),
      ])
      expect(app.rows('SELECT n FROM posts')).toEqual([[3]])
    }))

  test('fifty increments at once give fifty, and each answers another number', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields: [number] })
      const id = await app.insert('posts')
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => update(app, 'posts', id, { 'n+': 1 })),
      )
      expect(new Set(answers.map(({ n }) => n)).size).toBe(50)
      expect(app.rows('SELECT n FROM posts')).toEqual([[50]])
    }))

  test('an update and a delete at once: the record is gone, whoever was first', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts', fields: [number] })
      const id = await app.insert('posts')
      const { records } = app.useCases
      const [gone, late] = await Promise.allSettled([
        records.delete('posts', id, incoming()),
        update(app, 'posts', id, { 'n+': 1 }),
      ])
      expect(gone.status).toBe('fulfilled')
      if (late.status === 'rejected')
        expect(late.reason).toMatchObject({ refusal: { kind: 'not-found' } })
      expect(app.rows('SELECT * FROM posts')).toEqual([])
    }))
})

describe('what changes between decision and commit', () => {
  test('a record that no longer satisfies the rule is not written', async () => {
    const between = interrupted(() => close())
    let close = (): Promise<unknown> => Promise.resolve()
    await withApp(
      async (app) => {
        const fields = [title, { name: 'open', type: 'bool' }]
        await app.define({
          name: 'posts',
          fields,
          updateRule: 'open = true',
          deleteRule: 'open = true',
        })
        const id = await app.insert('posts', { title: 'a', open: true })
        close = () => update(app, 'posts', id, { open: false })
        between.arm()
        const { records } = app.useCases
        const late = records.update('posts', id, incoming({ body: { title: 'b' }, by: 'guest' }))
        expect((await refusalOf(late)).kind).toBe('not-found')
        await update(app, 'posts', id, { open: true })
        between.arm()
        const removed = records.delete('posts', id, incoming({ by: 'guest' }))
        expect((await refusalOf(removed)).kind).toBe('not-found')
        expect(app.rows('SELECT title FROM posts')).toEqual([['a']])
      },
      { wrap: between.wrap },
    )
  })

  test('a field that is renamed meanwhile makes the request look again, not fail', async () => {
    const between = interrupted(() => rename())
    let rename = (): Promise<unknown> => Promise.resolve()
    await withApp(
      async (app) => {
        await app.define({ name: 'posts', fields: [{ ...title, id: 'text_title' }, number] })
        const id = await app.insert('posts', { title: 'a' })
        const fields = [{ ...title, id: 'text_title', name: 'name' }, number]
        rename = () => app.useCases.collections.update('posts', incoming({ body: { fields } }))
        between.arm()
        expect(await update(app, 'posts', id, { title: 'b', n: 1 })).toMatchObject({
          n: 1,
          name: 'a',
        })
      },
      { wrap: between.wrap },
    )
  })

  test.each(['create', 'update', 'delete'] as const)(
    'a collection that goes while the body of its %s arrives is looked for again',
    (operation) =>
      withApp(async (app) => {
        await app.define({ name: 'posts', fields: [title] })
        const id = await app.insert('posts', { title: 'a' })
        let isThere = true
        const body = async () => {
          if (isThere) await app.useCases.collections.delete('posts')
          isThere = false
          return new Map<string, unknown>()
        }
        const slow = { ...incoming(), body }
        const { records } = app.useCases
        const answer: Promise<unknown> =
          operation === 'create'
            ? records.create('posts', slow)
            : records[operation]('posts', id, slow)
        expect((await refusalOf(answer)).kind).toBe('not-found')
      }),
  )

  test('a collection whose id is the name of another one is found again', () =>
    withApp(async (app) => {
      await app.define({ name: 'posts' })
      await app.define({ id: 'posts', name: 'others', fields: [title] })
      const id = await app.insert('others', { title: 'a' })
      expect(await update(app, 'others', id, { title: 'b' })).toMatchObject({ title: 'b' })
      expect(await app.useCases.records.delete('others', id, incoming())).toBeUndefined()
    }))

  test('another collection may change as often as it likes', async () => {
    let hashes = 0
    let change = (): Promise<unknown> => Promise.resolve()
    await withApp(
      async (app) => {
        change = () => app.define({ name: `other${++hashes}` })
        const password = '1234567890'
        await app.insert('users', { email: 'a@example.com', password, passwordConfirm: password })
        expect(hashes).toBe(1)
      },
      { duringHash: () => change() },
    )
  })

  test('so may another auth collection, whose ids a new one must not repeat', async () => {
    let hashes = 0
    let change = (): Promise<unknown> => Promise.resolve()
    await withApp(
      async (app) => {
        const id = await app.define({ name: 'other', type: 'auth' })
        change = () => {
          const body = { name: `other${++hashes}` }
          return app.useCases.collections.update(id, incoming({ body }))
        }
        const password = '1234567890'
        await app.insert('users', { email: 'a@example.com', password, passwordConfirm: password })
        expect(hashes).toBe(1)
      },
      { duringHash: () => change() },
    )
  })

  test('a rule that is closed while a password is hashed is not slipped through', async () => {
    let close = (): Promise<unknown> => Promise.resolve()
    await withApp(
      async (app) => {
        const { records, collections } = app.useCases
        close = () => collections.update('users', incoming({ body: { createRule: null } }))
        const body = {
          email: 'a@example.com',
          password: '1234567890',
          passwordConfirm: '1234567890',
        }
        const refused = await refusalOf(records.create('users', incoming({ body, by: 'guest' })))
        expect(refused.kind).toBe('forbidden')
        expect(app.rows('SELECT * FROM users')).toEqual([])
      },
      { duringHash: () => close() },
    )
  })
})

describe('deleting', () => {
  const relation = (name: string, collectionId: string, more: object = {}) => ({
    name,
    type: 'relation',
    collectionId,
    maxSelect: 1,
    ...more,
  })

  test('follows cascades around a ring', () =>
    withApp(async (app) => {
      const ring = await app.define({ name: 'ring' })
      await app.useCases.collections.update(
        'ring',
        incoming({ body: { fields: [relation('next', ring, { cascadeDelete: true })] } }),
      )
      const first = await app.insert('ring')
      const second = await app.insert('ring', { next: first })
      const third = await app.insert('ring', { next: second })
      await update(app, 'ring', first, { next: third })
      const apart = await app.insert('ring')
      await app.useCases.records.delete('ring', first, incoming())
      expect(app.rows('SELECT id FROM ring')).toEqual([[apart]])
    }))

  test('is blocked as a whole by a required reference', () =>
    withApp(async (app) => {
      const target = await app.define({ name: 'targets' })
      await app.define({ name: 'loose', fields: [relation('to', target)] })
      await app.define({ name: 'tight', fields: [relation('to', target, { required: true })] })
      const to = await app.insert('targets')
      await app.insert('loose', { to })
      await app.insert('tight', { to })
      const refused = await refusalOf(app.useCases.records.delete('targets', to, incoming()))
      expect(refused.message).toContain('part of a required relation reference')
      expect(app.rows('SELECT t.id, l."to" FROM targets t, loose l')).toEqual([[to, to]])
    }))

  test('takes the id out of single and multiple relations', () =>
    withApp(async (app) => {
      const target = await app.define({ name: 'targets' })
      const fields = [relation('one', target), relation('many', target, { maxSelect: 9 })]
      await app.define({ name: 'posts', fields })
      const [a, b] = [await app.insert('targets'), await app.insert('targets')]
      await app.insert('posts', { one: a, many: [a, b] })
      await app.useCases.records.delete('targets', a, incoming())
      expect(app.rows('SELECT one, many FROM posts')).toEqual([['', JSON.stringify([b])]])
    }))

  test('is not blocked by a record that goes over another path', () =>
    withApp(async (app) => {
      const a = await app.define({ name: 'a' })
      const b = await app.define({
        name: 'b',
        fields: [relation('to', a, { cascadeDelete: true })],
      })
      const fields = [
        relation('a', a, { required: true }),
        relation('b', b, { cascadeDelete: true }),
      ]
      await app.define({ name: 'x', fields })
      const root = await app.insert('a')
      const link = await app.insert('b', { to: root })
      await app.insert('x', { a: root, b: link })
      await app.useCases.records.delete('a', root, incoming())
      expect(app.rows('SELECT id FROM a UNION SELECT id FROM b UNION SELECT id FROM x')).toEqual([])
    }))

  test('spares a record that lets go while the delete is under way', async () => {
    const between = interrupted(() => letGo())
    let letGo = (): Promise<unknown> => Promise.resolve()
    await withApp(
      async (app) => {
        const target = await app.define({ name: 'targets' })
        const fields = [relation('to', target, { cascadeDelete: true })]
        await app.define({ name: 'posts', fields })
        const to = await app.insert('targets')
        const post = await app.insert('posts', { to })
        letGo = () => update(app, 'posts', post, { to: '' })
        between.arm()
        await app.useCases.records.delete('targets', to, incoming())
        expect(app.rows('SELECT id FROM posts')).toEqual([[post]])
      },
      { wrap: between.wrap },
    )
  })
})

describe('superusers', () => {
  const person = (email: string) => ({
    email,
    password: '1234567890',
    passwordConfirm: '1234567890',
  })

  test('the last one stays', () =>
    withApp(async (app) => {
      const id = await app.insert('_superusers', person('a@example.com'))
      const refused = await refusalOf(app.useCases.records.delete('_superusers', id, incoming()))
      expect(refused.message).toBe("You can't delete the only existing superuser.")
    }))

  test('of the last two that are deleted at once, one stays', () =>
    withApp(async (app) => {
      const ids = [
        await app.insert('_superusers', person('a@example.com')),
        await app.insert('_superusers', person('b@example.com')),
      ]
      const gone = await Promise.allSettled(
        ids.map((id) => app.useCases.records.delete('_superusers', id, incoming())),
      )
      expect(gone.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(app.rows('SELECT count(*) FROM _superusers')).toEqual([[1]])
    }))

  test('the installer goes when another one comes', () =>
    withApp(async (app) => {
      await app.insert('_superusers', person('__pbinstaller@example.com'))
      await app.insert('_superusers', person('a@example.com'))
      expect(app.rows('SELECT email, verified FROM _superusers')).toEqual([['a@example.com', 1]])
    }))
})

describe('auth records', () => {
  const password = '1234567890'
  const join = (app: TestApp, email = 'a@example.com') =>
    app.insert('users', { email, password, passwordConfirm: password })

  test('a new password ends the sessions and the token key', () =>
    withApp(async (app) => {
      const recordRef = await join(app)
      const collectionRef = app.collections.find('users')?.id
      await app.insert('_mfas', { collectionRef, recordRef, method: 'password' })
      await app.insert('_authOrigins', { collectionRef, recordRef, fingerprint: 'f' })
      const before = app.rows('SELECT tokenKey, password FROM users')
      const next = 'another one'
      await update(app, 'users', recordRef, { password: next, passwordConfirm: next })
      expect(app.rows('SELECT id FROM _mfas UNION SELECT id FROM _authOrigins')).toEqual([])
      const [[key, hash] = []] = app.rows('SELECT tokenKey, password FROM users')
      expect(before[0]?.[0]).not.toBe(key ?? null)
      expect(before[0]?.[1]).not.toBe(hash ?? null)
      expect(hash).toStartWith('$2')
    }))

  test('the record itself may change neither address nor verification, and needs its old password', () =>
    withApp(async (app) => {
      await app.useCases.collections.update('users', incoming({ body: { updateRule: '' } }))
      const id = await join(app)
      const by = callerOf(app, 'users', id)
      const change = (body: Readonly<Record<string, unknown>>) =>
        app.useCases.records.update('users', id, incoming({ body, by }))
      const refused = await refusalOf(change({ email: 'b@example.com', verified: true }))
      const mismatch = 'validation_values_mismatch'
      expect(codesOf(refused)).toEqual({ email: mismatch, verified: mismatch })
      const next = { password: 'another one', passwordConfirm: 'another one' }
      expect(codesOf(await refusalOf(change(next)))).toEqual({ oldPassword: 'validation_required' })
      const wrong = await refusalOf(change({ ...next, oldPassword: 'no' }))
      expect(codesOf(wrong)).toEqual({ oldPassword: 'validation_invalid_old_password' })
      expect(readObject(await change({ ...next, oldPassword: password }))['id']).toBe(id)
    }))

  test('of two changes with one old password, one is refused', () =>
    withApp(async (app) => {
      await app.useCases.collections.update('users', incoming({ body: { updateRule: '' } }))
      const id = await join(app)
      const by = callerOf(app, 'users', id)
      const results = await Promise.allSettled(
        ['first one!', 'second one'].map((next) => {
          const body = { password: next, passwordConfirm: next, oldPassword: password }
          return app.useCases.records.update('users', id, incoming({ body, by }))
        }),
      )
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }))

  test('a password beyond 72 bytes is never cut', () =>
    withApp(async (app) => {
      const long = 'é'.repeat(37)
      const body = { email: 'b@example.com', password: long, passwordConfirm: long }
      const { create } = app.useCases.records
      const refused = await refusalOf(create('users', incoming({ body })))
      expect(codesOf(refused)).toEqual({ password: 'validation_invalid_value' })
      const guest = await refusalOf(create('users', incoming({ body, by: 'guest' })))
      expect(guest).toEqual({ kind: 'invalid', message: 'Failed to create record.' })
      const fits = 'é'.repeat(36)
      await create('users', incoming({ body: { ...body, password: fits, passwordConfirm: fits } }))
      expect(app.rows('SELECT count(*) FROM users')).toEqual([[1]])
    }))
})
