import { describe, expect, test } from 'bun:test'
import type { Store, WriteUnit } from '../store/store.ts'
import { everything, incoming, withWorld } from './test-support.ts'
import { refusalOf } from '../testing/app.ts'

const text = (name: string, id = `id_${name}`) => ({ id, name, type: 'text' })
const relation = (collectionId: string) => ({ name: 'rel', type: 'relation', collectionId })
const manyTags = { id: 'id_tags', name: 'tags', type: 'select', values: ['a', 'b'], maxSelect: 2 }
const oneTag = { ...manyTags, maxSelect: 1 }

describe('an import is all or nothing', () => {
  const fine = { name: 'posts', listRule: '', fields: [text('body'), text('extra')] }

  test.each([
    ['a collection that is not valid', [fine, { name: 'not a name' }], 'collections'],
    [
      'an index that cannot be created',
      [fine, { name: 'x', indexes: ['create index i on x (y)'] }],
      'indexes',
    ],
    ['two collections of one name', [fine, { name: 'x' }, { name: 'x' }], 'collections'],
    ['a value of the wrong type', [fine, { name: 'x', listRule: 5 }], 'collections'],
    ['a relation to nowhere', [fine, { name: 'x', fields: [relation('nowhere')] }], 'collections'],
    ['another id', [fine, { id: 'posts', name: 'other' }], 'collections'],
    ['a table that is there', [fine, { name: '_params' }], 'collections'],
  ])('%s leaves schema, rows and memory as they were', (_, items, at) =>
    withWorld(async (world) => {
      await world.collections.create(
        incoming({ name: 'posts', fields: [text('title'), text('body')] }),
      )
      await world.collections.create(incoming({ name: 'gone' }))
      const before = everything(world)
      const body = { collections: items, deleteMissing: true }
      const refusal = await refusalOf(world.collections.import(incoming(body)))
      expect(refusal.kind === 'invalid' && Object.keys(refusal.fields ?? {})).toEqual([at])
      expect(everything(world)).toEqual(before)
    }),
  )

  test('one unit writes it, whatever it holds', () => {
    const units: WriteUnit[] = []
    const wrap = (store: Store): Store => ({
      ...store,
      commit(unit) {
        units.push(unit)
        return store.commit(unit)
      },
    })
    return withWorld(
      async ({ collections }) => {
        const items = [{ name: 'a' }, { name: 'b', type: 'auth' }]
        await collections.import(incoming({ collections: items, deleteMissing: true }))
        expect(units).toHaveLength(1)
      },
      { wrap },
    )
  })

  test('a save by somebody else in between is not lost', () => {
    let interfere: (() => Promise<unknown>) | undefined
    const wrap = (store: Store): Store => ({
      ...store,
      async commit(unit) {
        const before = interfere
        interfere = undefined
        await before?.()
        return await store.commit(unit)
      },
    })
    return withWorld(
      async ({ collections, catalog }) => {
        await collections.create(incoming({ name: 'posts' }))
        interfere = () => collections.update('posts', incoming({ viewRule: '' }))
        await collections.import(incoming({ collections: [{ name: 'posts', listRule: '' }] }))
        expect(catalog.find('posts')?.rules).toMatchObject({ listRule: '', viewRule: '' })
      },
      { wrap },
    )
  })
})

describe('the collections of an import', () => {
  test('refer to each other in a circle, in relations and rules', () =>
    withWorld(async ({ collections, catalog }) => {
      const a = {
        id: 'idA',
        name: 'a',
        listRule: '@collection.b.id = id',
        fields: [relation('idB')],
      }
      const b = { id: 'idB', name: 'b', listRule: 'a_via_rel.id != ""', fields: [relation('idA')] }
      await collections.import(incoming({ collections: [a, b] }))
      expect(catalog.find('a')?.fieldByName.get('rel')?.config['collectionId']).toBe('idB')
    }))

  test('keep the values of fields that stay; of two items about one collection the last counts', () =>
    withWorld(async ({ collections, catalog, run, rows }) => {
      await collections.create(incoming({ name: 'posts', fields: [text('title'), oneTag] }))
      await run("INSERT INTO posts (id, title, tags) VALUES ('1', 'kept', 'a')")
      const first = { name: 'posts', fields: [text('lost')] }
      const last = { name: 'POSTS', fields: [text('heading', 'id_title'), manyTags] }
      await collections.import(incoming({ collections: [first, last] }))
      expect(rows('SELECT heading, tags FROM posts')).toEqual([['kept', '["a"]']])
      expect(rows("SELECT name FROM pragma_table_info('posts') ORDER BY name")).toEqual([
        ['heading'],
        ['id'],
        ['tags'],
      ])
      expect(catalog.find('posts')?.name).toBe('POSTS')
    }))

  test('a view outlives a rename and a conversion in one import', () =>
    withWorld(async ({ collections, run, rows }) => {
      await collections.create(incoming({ id: 'idA', name: 'a', fields: [text('title')] }))
      await collections.create(incoming({ id: 'idB', name: 'b', fields: [oneTag] }))
      await run(
        "INSERT INTO a (id, title) VALUES ('1', 'kept')",
        'CREATE VIEW v AS SELECT title FROM a',
      )
      const renamed = { id: 'idA', name: 'c', fields: [text('heading', 'id_title')] }
      const items = [renamed, { id: 'idB', fields: [manyTags] }]
      await collections.import(incoming({ collections: items }))
      expect(rows('SELECT * FROM v')).toEqual([['kept']])
    }))

  test('a name passes from a deleted collection to a new one', () =>
    withWorld(async ({ collections, catalog }) => {
      await collections.create(incoming({ name: 'posts' }))
      const items = [{ id: 'other', name: 'posts' }]
      await collections.import(incoming({ collections: items, deleteMissing: true }))
      expect(catalog.find('posts')?.id).toBe('other')
      expect(catalog.all().filter(({ system }) => !system)).toHaveLength(1)
    }))

  test(
    '5,000 of them, each with a relation to the next, are saved and refused in bounded time',
    () =>
      withWorld(async ({ collections, catalog }) => {
        const items = Array.from({ length: 5000 }, (_, at) => ({
          id: `id${String(at)}`,
          name: `many${String(at)}`,
          listRule: 'rel.id != ""',
          fields: [relation(`id${String((at + 1) % 5000)}`)],
        }))
        await refusalOf(collections.import(incoming({ collections: [...items, { name: 'a b' }] })))
        await collections.import(incoming({ collections: items }))
        expect(catalog.find('many4999')?.id).toBe('id4999')
      }),
    60_000,
  )
})
