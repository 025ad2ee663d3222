import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLocalFiles } from '../files/files.ts'
import { systemRandom } from '../values/random.ts'
import { readMultipart } from './read/multipart.ts'
import { MultipartError } from './read/multipart-source.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-files-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

async function* inPieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve()
    yield bytes.subarray(at, at + size)
  }
}

const aside = () => {
  const path = join(dir, '.pb_temp_to_delete')
  return existsSync(path) ? readdirSync(path) : []
}

const part = (name: string, content: string): string =>
  `--XX\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\n${content}\r\n`

const readForm = (body: string, files = openLocalFiles(dir, systemRandom)) => {
  const spool = files.openSpool()
  const door = { wants: () => true, keep: spool.keep }
  const form = readMultipart('multipart/form-data; boundary=XX', inPieces(body), door)
  return { files, spool, form }
}

describe('uploads', () => {
  test('lie aside until they are stored, and are laid out as PocketBase does', async () => {
    const { files, spool, form } = readForm(`${part('a b.txt', 'hello')}--XX--\r\n`)
    const [file] = (await form).files
    const upload = file?.[1]
    if (upload === undefined) throw new Error('the form has a file')
    expect(upload).toMatchObject({
      clientName: 'a b.txt',
      sizeBytes: 5,
      mimeType: 'text/plain; charset=utf-8',
      md5: 'XUFAKrxLKna5cZ2REBfFkg==',
    })
    expect(aside()).toHaveLength(1)
    await files.storage.put(`c/r/${upload.name}`, upload)
    await spool.discard()
    expect(aside()).toEqual([])
    const stored = join(dir, 'storage/c/r')
    expect(readdirSync(stored).toSorted()).toEqual([upload.name, `${upload.name}.attrs`])
    expect(readFileSync(join(stored, upload.name), 'utf8')).toBe('hello')
    expect(readFileSync(join(stored, `${upload.name}.attrs`), 'utf8')).toBe(
      '{"user.cache_control":"","user.content_disposition":"","user.content_encoding":"","user.content_language":"","user.content_type":"text/plain; charset=utf-8","user.metadata":{"original-filename":"a b.txt"},"md5":"XUFAKrxLKna5cZ2REBfFkg=="}\n',
    )
    await files.storage.remove(`c/r/${upload.name}`)
    expect(readdirSync(stored)).toEqual([])
    await files.storage.removeAll('c/r/')
    expect(existsSync(join(dir, 'storage/c'))).toBe(false)
  })

  test('of a form that breaks off are gone with the request', async () => {
    const { spool, form } = readForm(`${part('a.txt', 'a')}${part('b.txt', 'b'.repeat(50))}`)
    expect(await form.catch((error: unknown) => error)).toBeInstanceOf(MultipartError)
    await spool.discard()
    expect(aside()).toEqual([])
  })

  test('keep to their place, whatever a key says', async () => {
    const { files, spool, form } = readForm(`${part('a.txt', 'x')}--XX--\r\n`)
    const [file] = (await form).files
    if (file === undefined) throw new Error('the form has a file')
    await files.storage.put('c/../../../outside', file[1])
    await spool.discard()
    expect(existsSync(join(dir, 'outside'))).toBe(false)
    expect(existsSync(join(dir, 'storage/c/..__0x2f__..__0x2f__..__0x2f__outside'))).toBe(true)
  })

  test('with a name that is cut within a character are refused, and leave nothing', async () => {
    const { files, spool, form } = readForm(`${part(`${'é'.repeat(140)}.txt`, 'x')}--XX--\r\n`)
    const [file] = (await form).files
    if (file === undefined) throw new Error('the form has a file')
    expect(files.storage.put('d/r/x', file[1])).rejects.toThrow(TypeError)
    await spool.discard()
    expect(existsSync(join(dir, 'storage/d/r/x'))).toBe(false)
  })
})
