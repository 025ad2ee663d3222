import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { incoming, refusalOf, type TestApp, withApp } from '../testing/app.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-record-files-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

async function* text(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('text'))
}

const upload = async (app: TestApp, name: string) => app.openUploads('docs').keep(name, text())

test('a create under a taken id takes back its own file and no other', () =>
  withApp(
    async (app) => {
      const collection = await app.define({
        name: 'docs',
        fields: [{ name: 'doc', type: 'file' }],
      })
      const create = async (name: string) => {
        const body = { id: 'abcdefghijklmno', doc: [await upload(app, name)] }
        return app.useCases.records.create('docs', incoming({ body }))
      }
      await create('first.txt')
      const directory = join(dir, 'storage', collection, 'abcdefghijklmno')
      const stored = readdirSync(directory)
      expect(stored).toHaveLength(2)
      expect((await refusalOf(create('second.txt'))).kind).toBe('invalid')
      expect(readdirSync(directory)).toEqual(stored)
    },
    { dir },
  ))

test('a record that takes the id of a deleted one keeps its files', async () => {
  const home = join(dir, 'taken')
  /** Happens when the row is deleted and its files are not. */
  let afterDelete: (() => Promise<unknown>) | undefined
  await withApp(
    async (app) => {
      const collection = await app.define({
        name: 'docs',
        fields: [{ name: 'doc', type: 'file' }],
      })
      const id = 'abcdefghijklmno'
      const create = async (name: string) =>
        app.insert('docs', { id, doc: [await upload(app, name)] })
      await create('first.txt')
      let next: Promise<string> | undefined
      afterDelete = () => {
        next = create('second.txt')
        return Promise.race([next, Bun.sleep(100)])
      }
      await app.useCases.records.delete('docs', id, incoming())
      await next
      const stored = readdirSync(join(home, 'storage', collection, id))
      expect(stored.filter((name) => /^second_\w+\.txt$/.test(name))).toHaveLength(1)
      expect(stored).toHaveLength(2)
    },
    {
      dir: home,
      wrap: (store) => ({
        ...store,
        async commit(unit) {
          const outcome = await store.commit(unit)
          const happens = afterDelete
          afterDelete = undefined
          await happens?.()
          return outcome
        },
      }),
    },
  )
})
