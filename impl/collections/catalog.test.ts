import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'bun:test'
import { openStore } from '../store/embedded.ts'
import { BrokenCollection } from './compile.ts'
import { createCatalog } from './catalog.ts'
import { incoming, withWorld } from './test-support.ts'

const text = (name: string) => ({ name, type: 'text' })

describe('catalog', () => {
  test('names match without case, ids exactly, and names of Object are ordinary names', () =>
    withWorld(async ({ catalog, collections }) => {
      expect(catalog.find('USERS')?.id).toBe('_pb_users_auth_')
      expect(catalog.find('_PB_USERS_AUTH_')).toBeUndefined()
      expect(catalog.find('constructor')).toBeUndefined()
      expect(catalog.find('__proto__')).toBeUndefined()
      await collections.create(
        incoming({ name: '__proto__', fields: [text('constructor'), text('toString')] }),
      )
      const found = catalog.find('__PROTO__')
      expect(found?.fieldByName.get('constructor')?.config.type).toBe('text')
      expect(found?.fieldByName.get('valueOf')).toBeUndefined()
    }))

  test('a change swaps the map at once; who holds a collection keeps that version', () =>
    withWorld(async ({ catalog, collections }) => {
      await collections.create(incoming({ name: 'posts', fields: [text('title')] }))
      const all = catalog.all()
      const held = catalog.find('posts')
      const other = catalog.find('users')
      await collections.update('posts', incoming({ name: 'articles', fields: [text('body')] }))

      expect(held?.name).toBe('posts')
      expect([...(held?.fieldByName.keys() ?? [])]).toEqual(['id', 'title'])
      expect(all.find(({ name }) => name === 'posts')).toBe(held)
      expect(catalog.find('posts')).toBeUndefined()
      expect(catalog.find('articles')?.id).toBe(held?.id ?? '')
      // What did not change keeps its identity, and with it its plans.
      expect(catalog.find('users')).toBe(other)
    }))

  test('what is handed out cannot be changed', () =>
    withWorld(({ catalog }) => {
      const users = catalog.find('users')
      for (const part of [users, users?.fields, users?.fields[0], users?.rules, users?.options]) {
        expect(Object.isFrozen(part)).toBe(true)
      }
      return Promise.resolve()
    }))

  test('no revision is used twice, not even by a draft or a version that came back', () =>
    withWorld(async ({ catalog, collections }) => {
      await collections.create(incoming({ name: 'posts' }))
      const seen = new Set(catalog.all().map(({ revision }) => revision))
      for (const listRule of ['', null, '', null]) {
        await collections.update('posts', incoming({ listRule }))
        const revision = catalog.find('posts')?.revision ?? 0
        expect(seen.has(revision)).toBe(false)
        seen.add(revision)
      }
    }))

  test('follows what touches collections and nothing else', () =>
    withWorld(async ({ catalog, store, run }) => {
      await run("UPDATE _collections SET listRule = '' WHERE name = 'users'")
      const before = catalog.find('users')
      await store.commit({ key: 'settings', steps: [], touches: ['settings'] })
      expect(catalog.find('users')).toBe(before)
      await store.commit({ key: 'collections', steps: [], touches: ['collections'] })
      expect(catalog.find('users')?.rules.listRule).toBe('')
    }))

  test('a save in another process is seen once the store has noticed it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
    const ours = openStore({ dir })
    const theirs = openStore({ dir })
    try {
      const catalog = createCatalog({ store: ours })
      const held = catalog.find('_mfas')
      const sql = "UPDATE _collections SET name = 'people' WHERE name = 'users'"
      await theirs.commit({ key: 'rename', steps: [{ kind: 'write', sql, args: [] }] })
      ours.notice()
      expect(catalog.find('people')?.id).toBe('_pb_users_auth_')
      expect(catalog.find('users')).toBeUndefined()
      expect(catalog.find('_mfas')).toBe(held)
    } finally {
      await Promise.all([ours.close(), theirs.close()])
      rmSync(dir, { recursive: true })
    }
  })

  test('missing option keys mean zero values', () =>
    withWorld(async ({ catalog, store, run }) => {
      await run(
        `INSERT INTO _collections (id, name, type, fields) VALUES ('old', 'old', 'auth', '[{"id":"f1","name":"age","type":"number"}]')`,
      )
      await store.commit({ key: 'announced', steps: [], touches: ['collections'] })
      const old = catalog.find('old')
      expect(JSON.stringify(old?.fields[0]?.config)).toBe(
        '{"hidden":false,"id":"f1","max":null,"min":null,"name":"age","onlyInt":false,"presentable":false,"required":false,"system":false,"type":"number"}',
      )
      expect(old?.options['mfa']).toEqual({ enabled: false, duration: 0, rule: '' })
    }))

  test('a row with an unknown field type is named, not skipped', () =>
    withWorld(async ({ store, run }) => {
      await run(
        `INSERT INTO _collections (id, name, fields) VALUES ('odd', 'odd', '[{"id":"f1","name":"x","type":"colour"}]')`,
      )
      expect(() => createCatalog({ store })).toThrow(BrokenCollection)
      expect(() => createCatalog({ store })).toThrow('collection "odd": field "x"')
    }))
})
