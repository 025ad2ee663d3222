import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequirementId } from '../../spec/registry.ts'
import { type Case, type CaseContext, conform } from '../harness/case.ts'
import type { FilePart } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { filesOf, leftovers } from '../probes/stored-files.ts'
import { blank, createFailed, updateFailed } from './support.ts'

/** A one-pixel PNG. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const file = (name: string, content: FilePart['content'] = name): FilePart => ({ name, content })

type Parts = readonly (readonly [string, string | FilePart])[]

const single = { name: 'f', type: 'file', maxSelect: 1 }
const multi = { name: 'docs', type: 'file', maxSelect: 5 }

/** Uploads: creates or changes a record with a multipart form. */
const uploader = ({ guest }: Pick<CaseContext, 'guest'>, { records }: CollectionHandle) => ({
  create: (...multipart: Parts): Promise<Exchange> => guest.send('POST', records, { multipart }),
  update: (id: string, ...multipart: Parts): Promise<Exchange> =>
    guest.send('PATCH', `${records}/${id}`, { multipart }),
})

const namesAt = (answer: Exchange, key: string): readonly string[] => {
  const value = answer.at(`/${key}`)
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

/** What stands before the random part, of each name. */
const basesAt = (answer: Exchange, key: string): readonly string[] =>
  namesAt(answer, key).map((name) => name.split('_')[0] ?? '')

export const shape = conform('values.file.shape', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const made = await collection({
      fields: [single, multi, { ...single, name: 'zero', maxSelect: 0 }],
    })
    const { create } = uploader({ guest }, made)
    claim('empty', await guest.post(made.records, {}))
      .status(200)
      .json('/f', '')
      .json('/zero', '')
      .json('/docs', [])
    const a = any.matching(/^aaa_[a-z0-9]{10}\.txt$/)
    const created = await create(
      ['f', file('aaa.txt')],
      ['docs', file('aaa.txt')],
      ['zero', file('aaa.txt')],
    )
    claim('uploaded', created).status(200).json('/f', a).json('/zero', a).json('/docs', [a])
    const read = await guest.get(`${made.records}/${String(created.at('/id'))}`)
    claim('read', read).sameBodyAs(created)
  },
})

type Name = readonly [name: string, pattern: RegExp, content?: FilePart['content']]

/** Uploads a file under each name and judges what it is called then. */
const nameCase = (id: RequirementId, names: readonly Name[]): Case =>
  conform(id, {
    lane: 'shared',
    async check({ guest, collection, claim }) {
      const made = await collection({ fields: [single] })
      const { create } = uploader({ guest }, made)
      for (const [name, pattern, content = 'abc'] of names) {
        const label =
          name.length > 40 ? `${name.slice(0, 20)}… (${name.length})` : JSON.stringify(name)
        claim(label, await create(['f', file(name, content)]))
          .status(200)
          .json('/f', any.matching(pattern))
      }
    },
  })

export const nameFormat = nameCase('values.file.name-format', [
  ['Test File-1.txt', /^test_file_1_[a-z0-9]{10}\.txt$/],
  ['myTestDB.png', /^my_test_db_[a-z0-9]{10}\.png$/],
  ['abc_def__ghi.txt', /^abc_def_ghi_[a-z0-9]{10}\.txt$/],
  ['ABC.txt', /^abc_[a-z0-9]{10}\.txt$/],
  ['2024Report.pdf', /^2024_report_[a-z0-9]{10}\.pdf$/],
])

export const nameShortBase = nameCase('values.file.name-short-base', [
  ['a.txt', /^a[a-z0-9]{10}_[a-z0-9]{10}\.txt$/],
  ['ab.txt', /^ab[a-z0-9]{10}_[a-z0-9]{10}\.txt$/],
  ['abc.txt', /^abc_[a-z0-9]{10}\.txt$/],
  ['.png', /^[a-z0-9]{10}_[a-z0-9]{10}\.png$/],
  ['????.txt', /^[a-z0-9]{10}_[a-z0-9]{10}\.txt$/],
])

export const nameDoubleExtension = nameCase('values.file.name-double-extension', [
  ['test.tar.gz', /^test_[a-z0-9]{10}\.tar\.gz$/],
  ['my.photo.PNG', /^my[a-z0-9]{10}_[a-z0-9]{10}\.photo\.PNG$/],
  ['a.b.c.d.tar.gz', /^a_b_c_d_[a-z0-9]{10}\.tar\.gz$/],
])

export const nameExtensionCleanup = nameCase('values.file.name-extension-cleanup', [
  ['a.b.c.?.?.?.2', /^a_b_c_[a-z0-9]{10}\.2$/],
  ['a  b! c d  . 456', /^a_b_c_d_[a-z0-9]{10}\.456$/],
  ['.abcd.123.', /^abcd_[a-z0-9]{10}\.123$/],
  ['file.a_b*c-d+e=f#', /^file_[a-z0-9]{10}\.a_b\*c-d\+e=f#$/],
  ['file.abcdefghijklmnopqrstuvwxyz', /^file_[a-z0-9]{10}\.ghijklmnopqrstuvwxyz$/],
  ['John v1.2 Report.pdf', /^john_v1_[a-z0-9]{10}\.2Report\.pdf$/],
])

export const nameExtensionDetected = nameCase('values.file.name-extension-detected', [
  ['abcd', /^abcd_[a-z0-9]{10}\.txt$/],
  ['bcde', /^bcde_[a-z0-9]{10}\.png$/, png],
  ['cdef', /^cdef_[a-z0-9]{10}$/, new Uint8Array([0, 1, 2, 3])],
  ['abcd.??', /^abcd_[a-z0-9]{10}\.txt$/],
  ['abcd.', /^abcd_[a-z0-9]{10}\.txt$/],
])

export const nameLength = nameCase('values.file.name-length', [
  [`${'a'.repeat(101)}.txt`, /^a{100}_[a-z0-9]{10}\.txt$/],
  [`${'a'.repeat(100)}.txt`, /^a{100}_[a-z0-9]{10}\.txt$/],
  [`${'b'.repeat(300)}c.txt`, /^b{100}_[a-z0-9]{10}\.txt$/],
  [`x${'-'.repeat(300)}abc.txt`, /^abc_[a-z0-9]{10}\.txt$/],
])

export const nameNonAscii = nameCase('values.file.name-non-ascii', [
  ['fr\u00fch.txt', /^fr_h_[a-z0-9]{10}\.txt$/],
  ['\u65e5\u672c.txt', /^[a-z0-9]{10}_[a-z0-9]{10}\.txt$/],
  ['\u{1F600}abc.t\u00e9xt', /^abc_[a-z0-9]{10}\.txt$/],
])

export const namePathStripped = conform('values.file.name-path-stripped', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, collection, claim } = context
    const made = await collection({ fields: [single] })
    // By hand, since a client strips the path itself.
    const post = (name: string) =>
      guest.send('POST', made.records, {
        raw: `--XX\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\nabc\r\n--XX--\r\n`,
        headers: { 'Content-Type': 'multipart/form-data; boundary=XX' },
      })
    for (const name of ['../../x/test.txt', '/etc/test.txt', 'a/../test.txt', 'test.txt']) {
      const created = await post(name)
      claim(name, created)
        .status(200)
        .json('/f', any.matching(/^test_[a-z0-9]{10}\.txt$/))
      const stored = filesOf(context, made, created.text('/id'))
      claim(`${name} is stored`, stored).equals([created.at('/f')])
    }
    claim('only dots', await post('..')).status(200)
  },
})

export const singleReplace = conform('values.file.single-replace', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, collection, claim } = context
    const made = await collection({ fields: [single, { name: 'title', type: 'text' }] })
    const { create, update } = uploader(context, made)
    const created = await create(['f', file('old.txt')])
    const id = created.text('/id')
    claim('stores the file', filesOf(context, made, id)).equals(namesAt(created, 'f'))
    const other = await guest.patch(`${made.records}/${id}`, { title: 'x' })
    claim('another change keeps it', other).json('/f', created.at('/f'))
    claim('and its bytes', filesOf(context, made, id)).equals(namesAt(created, 'f'))
    const replaced = await update(id, ['f', file('new.txt')])
    claim('a new name', replaced).status(200).json('/f', any.matching(/^new_/))
    claim('the old one is gone', filesOf(context, made, id)).equals(namesAt(replaced, 'f'))
    const twice = await update(id, ['f', file('one.txt')], ['f', file('two.txt')])
    claim('the last of two', twice).status(200).json('/f', any.matching(/^two_/))
    claim('nothing of the first', filesOf(context, made, id)).equals(namesAt(twice, 'f'))
  },
})

export const multiReplace = conform('values.file.multi-replace', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { collection, claim } = context
    const made = await collection({ fields: [multi] })
    const { create, update } = uploader(context, made)
    const created = await create(['docs', file('xxx.txt')], ['docs', file('yyy.txt')])
    const id = created.text('/id')
    claim('in the order of the form', basesAt(created, 'docs')).equals(['xxx', 'yyy'])
    claim('both are stored', filesOf(context, made, id)).equals(namesAt(created, 'docs'))
    const replaced = await update(id, ['docs', file('new.txt')])
    claim('only the new one', basesAt(replaced, 'docs')).equals(['new'])
    claim('the others are gone', filesOf(context, made, id)).equals(namesAt(replaced, 'docs'))
  },
})

/** A record with the files x, y and z. */
const withFiles = async (context: CaseContext, ...bases: readonly string[]) => {
  const made = await context.collection({ fields: [multi, single] })
  const { create, update } = uploader(context, made)
  const created = await create(...bases.map((base) => ['docs', file(`${base}.txt`)] as const))
  const id = created.text('/id')
  const path = `${made.records}/${id}`
  return {
    made,
    id,
    path,
    names: namesAt(created, 'docs'),
    update: (...parts: Parts) => update(id, ...parts),
    patch: (json: object) => context.guest.patch(path, json),
    /** The files on disk are those of the answer. */
    storedAs(label: string, answer: Exchange) {
      const expected = namesAt(answer, 'docs').filter((name) => name !== '')
      context.claim(label, filesOf(context, made, id)).equals(expected.toSorted())
    },
  }
}

export const mergeWithNames = conform('values.file.multi-merge-with-names', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim } = context
    for (const [label, textOf] of [
      ['a text part', (name: string) => ['docs', name] as const],
      [
        'a JSON payload',
        (name: string) => ['@jsonPayload', JSON.stringify({ docs: [name] })] as const,
      ],
      ['a list as text', (name: string) => ['docs', JSON.stringify([name])] as const],
    ] as const) {
      const { names, update, storedAs } = await withFiles(context, 'xxx', 'yyy')
      const answer = await update(['docs', file('new.txt')], textOf(names[0] ?? ''))
      claim(label, answer).status(200).json('/docs/0', names[0])
      claim(`${label}: then the upload`, basesAt(answer, 'docs')).equals(['xxx', 'new'])
      storedAs(`${label}: the other is gone`, answer)
    }
  },
})

export const appendPrepend = conform('values.file.multi-append-prepend', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim } = context
    const { update, storedAs } = await withFiles(context, 'xxx')
    const appended = await update(['docs+', file('aaa.txt')], ['docs+', file('bbb.txt')])
    claim('after', basesAt(appended, 'docs')).equals(['xxx', 'aaa', 'bbb'])
    storedAs('after, stored', appended)
    const prepended = await update(['+docs', file('ccc.txt')])
    claim('before', basesAt(prepended, 'docs')).equals(['ccc', 'xxx', 'aaa', 'bbb'])
    storedAs('before, stored', prepended)
  },
})

export const appendAndDelete = conform('values.file.append-and-delete', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim } = context
    for (const [key, bases] of [
      ['docs+', ['yyy', 'aaa']],
      ['+docs', ['aaa', 'yyy']],
    ] as const) {
      const { names, update, storedAs } = await withFiles(context, 'xxx', 'yyy')
      const answer = await update([key, file('aaa.txt')], ['docs-', names[0] ?? ''])
      claim(key, answer).status(200)
      claim(`${key}: the names`, basesAt(answer, 'docs')).equals(bases)
      storedAs(`${key}: stored`, answer)
    }
  },
})

export const singlePrepend = conform('values.file.single-prepend', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { collection, claim } = context
    const made = await collection({ fields: [single] })
    const { create, update } = uploader(context, made)
    const created = await create(['f', file('xxx.txt')])
    const id = created.text('/id')
    const kept = await update(id, ['+f', file('new.txt')])
    claim('before keeps', kept).status(200).json('/f', created.at('/f'))
    claim('nothing is stored', filesOf(context, made, id)).equals(namesAt(created, 'f'))
    const replaced = await update(id, ['f+', file('new.txt')])
    claim('after replaces', replaced).status(200).json('/f', any.matching(/^new_/))
    claim('and removes', filesOf(context, made, id)).equals(namesAt(replaced, 'f'))
  },
})

export const deleteByName = conform('values.file.delete-by-name', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim, guest } = context
    const { names, patch, path, storedAs, update } = await withFiles(context, 'xxx', 'yyy', 'zzz')
    const [x = '', y = '', z = ''] = names
    const one = await patch({ 'docs-': [x, 'none'] })
    claim('a list', one).status(200).json('/docs', [y, z])
    storedAs('a list, stored', one)
    claim('an unknown one', await patch({ 'docs-': 'none' }))
      .status(200)
      .json('/docs', [y, z])
    const two = await guest.send('PATCH', path, { form: [['docs-', y]] })
    claim('in a form', two).status(200).json('/docs', [z])
    storedAs('in a form, stored', two)
    const set = await update(['f', file('aaa.txt')])
    claim('single', await patch({ 'f-': 'none' })).json('/f', set.at('/f'))
    const cleared = await patch({ 'f-': set.at('/f') })
    claim('single, its own', cleared).status(200).json('/f', '')
    storedAs('single, stored', cleared)
  },
})

export const clear = conform('values.file.clear', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim } = context
    for (const empty of ['', null, []]) {
      const label = JSON.stringify(empty)
      const { patch, update, storedAs } = await withFiles(context, 'xxx', 'yyy')
      await update(['f', file('aaa.txt')])
      const cleared = await patch({ docs: empty, f: empty })
      claim(label, cleared).status(200).json('/docs', []).json('/f', '')
      storedAs(`${label}, stored`, cleared)
    }
  },
})

export const keepAndReorder = conform('values.file.keep-and-reorder', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim } = context
    const { names, patch, storedAs } = await withFiles(context, 'xxx', 'yyy', 'zzz')
    const [x, , z] = names
    const changed = await patch({ docs: [z, x] })
    claim('exactly these', changed).status(200).json('/docs', [z, x])
    storedAs('the other is gone', changed)
    const same = await patch({ docs: [z, z, x] })
    claim('each once', same).status(200).json('/docs', [z, x])
    storedAs('nothing else happens', same)
  },
})

const invalidFiles = (...names: readonly string[]) => ({
  code: 'validation_invalid_file',
  message: `Invalid new files: [${names.join(' ')}].`,
  params: { invalidFiles: names },
})

export const unknownName = conform('values.file.unknown-name', {
  lane: 'shared',
  async check(context) {
    const { guest, claim, refused } = context
    const { made, names, patch } = await withFiles(context, 'xxx')
    const control = await patch({ docs: names })
    const created = await guest.post(made.records, { docs: ['a.txt', 'b.txt'] })
    claim('on create', refused(control, created)).error(400, createFailed, {
      docs: invalidFiles('a.txt', 'b.txt'),
    })
    const appended = refused(control, await patch({ 'docs+': 'a.txt' }))
    claim('appended', appended).error(400, updateFailed, { docs: invalidFiles('a.txt') })
    const beside = refused(control, await patch({ docs: [...names, 'a.txt'] }))
    claim('beside a known one', beside).error(400, updateFailed, { docs: invalidFiles('a.txt') })
    const elsewhere = refused(control, await patch({ f: names[0] }))
    claim('of another field', elsewhere).error(400, updateFailed, {
      f: invalidFiles(names[0] ?? ''),
    })
    const taken = refused(control, await guest.post(made.records, { docs: names }))
    claim('of another record', taken).error(400, createFailed, {
      docs: invalidFiles(...names),
    })
    for (const name of ['../x', '/etc/passwd', '..', 'a/b']) {
      const answer = refused(control, await patch({ f: name }))
      claim(name, answer).error(400, updateFailed, { f: invalidFiles(name) })
    }
  },
})

const tooMany = {
  code: 'validation_too_many_files',
  message: 'The maximum allowed files is 2.',
  params: { maxSelect: 2 },
}

export const tooManyFiles = conform('values.file.too-many', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { collection, claim, refused } = context
    const made = await collection({ fields: [{ ...multi, maxSelect: 2 }] })
    const { create, update } = uploader(context, made)
    const created = await create(['docs', file('xxx.txt')], ['docs', file('yyy.txt')])
    const id = created.text('/id')
    claim('two', created).status(200)
    const more = refused(created, await update(id, ['docs+', file('aaa.txt')]))
    claim('one more', more).error(400, updateFailed, { docs: tooMany })
    claim('nothing is stored', filesOf(context, made, id)).equals(namesAt(created, 'docs'))
    const three = ['aaa', 'bbb', 'ccc'].map((base) => ['docs', file(`${base}.txt`)] as const)
    claim('three', refused(created, await create(...three))).error(400, createFailed, {
      docs: tooMany,
    })
    claim('no other record has any', leftovers(context, made)).length(4)
    claim('others in their place', await update(id, ...three.slice(0, 2))).status(200)
  },
})

const tooBig = (name: string, maxSize: number) => ({
  code: 'validation_file_size_limit',
  message: `Failed to upload ${name} - the maximum allowed file size is ${maxSize} bytes.`,
  params: { file: name, maxSize },
})

export const maxSize = conform('values.file.max-size', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { collection, claim, refused } = context
    const made = await collection({ fields: [{ ...single, maxSize: 10 }] })
    const { create } = uploader(context, made)
    const control = await create(['f', file('big.txt', '0123456789')])
    claim('the limit', control).status(200)
    for (const name of ['big.txt', 'My File (1).txt', '\u00e9.txt']) {
      const answer = refused(control, await create(['f', file(name, '0123456789a')]))
      claim(name, answer).error(400, createFailed, { f: tooBig(name, 10) })
    }
    claim('nothing is stored', leftovers(context, made)).length(2)
    const open = await collection({ fields: [single] })
    const { create: createOpen } = uploader(context, open)
    const whole = await createOpen(['f', file('big.txt', 'a'.repeat(5_242_880))])
    claim('the default limit', whole).status(200)
    const over = await createOpen(['f', file('big.txt', 'a'.repeat(5_242_881))])
    claim('a byte over it', refused(whole, over)).error(400, createFailed, {
      f: tooBig('big.txt', 5_242_880),
    })
  },
})

const badType = (base: string, types: string) => ({
  code: 'validation_invalid_mime_type',
  message: any.matching(
    new RegExp(`^"${base}_[a-z0-9]{10}\\.[a-z]+" mime type must be one of: ${types}\\.$`),
  ),
})

export const mimeTypes = conform('values.file.mime-types', {
  lane: 'shared',
  async check(context) {
    const { collection, claim, refused } = context
    const images = { ...single, mimeTypes: ['image/png', 'image/jpeg'] }
    const made = await collection({ fields: [images] })
    const { create } = uploader(context, made)
    const control = await create(['f', file('a.txt', png)])
    claim('by its content', control).status(200)
    const text = { ...file('a.png', 'text'), type: 'image/png' }
    claim('not by name or header', refused(control, await create(['f', text]))).error(
      400,
      createFailed,
      { f: badType('a[a-z0-9]{10}', 'image/png, image/jpeg') },
    )
    const texts = await collection({ fields: [{ ...single, mimeTypes: ['text/plain'] }] })
    const { create: createText } = uploader(context, texts)
    claim('without its charset', await createText(['f', file('a.png', 'abc')])).status(200)
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1])
    claim('JPEG', await create(['f', file('a.png', jpeg)])).status(200)
    const late = Buffer.concat([Buffer.alloc(3072, 'a'), Buffer.from([0, 1, 2])])
    claim('the beginning counts', await createText(['f', file('abc.bin', late)])).status(200)
  },
})

export const checkOrder = conform('values.file.check-order', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, changeFields, claim, refused } = context
    const strict = { ...multi, maxSelect: 2, maxSize: 10, mimeTypes: ['text/plain'] }
    const made = await collection({ fields: [strict] })
    const { create } = uploader(context, made)
    const control = await create(['docs', file('aaa.txt')])
    const big = file('big.txt', 'a'.repeat(11))
    const wrong = file('bad.txt', png.subarray(0, 10))
    const post = async (...parts: Parts) => refused(control, await create(...parts))
    const three: Parts = [1, 2, 3].map(() => ['docs', big] as const)
    claim('their number first', await post(...three)).error(400, createFailed, { docs: tooMany })
    claim('unknown names before it', await post(...three, ['docs', 'none.txt'])).error(
      400,
      createFailed,
      { docs: invalidFiles('none.txt') },
    )
    claim('the first upload', await post(['docs', wrong], ['docs', big])).error(400, createFailed, {
      docs: badType('bad', 'text/plain'),
    })
    claim('its size first', await post(['docs', big], ['docs', wrong])).error(400, createFailed, {
      docs: tooBig('big.txt', 10),
    })
    const both = file('both.txt', png)
    claim('size before type', await post(['docs', both])).error(400, createFailed, {
      docs: tooBig('both.txt', 10),
    })
    const tighter = { maxSize: 1, mimeTypes: ['image/png'] }
    await changeFields(made, (fields) =>
      fields.map((field) => ('maxSize' in field ? { ...field, ...tighter } : field)),
    )
    const path = `${made.records}/${control.text('/id')}`
    claim('not what is stored', await guest.patch(path, {})).status(200)
  },
})

export const required = conform('values.file.required', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, collection, claim, refused } = context
    const made = await collection({ fields: [{ ...single, required: true }] })
    const { create } = uploader(context, made)
    const control = await create(['f', file('aaa.txt')])
    const id = control.text('/id')
    const none = refused(control, await guest.post(made.records, {}))
    claim('none', none).error(400, createFailed, { f: blank.shape })
    for (const body of [{ f: '' }, { f: null }, { 'f-': control.at('/f') }]) {
      const answer = refused(control, await guest.patch(`${made.records}/${id}`, body))
      const label = JSON.stringify(body).replace(String(control.at('/f')), '<name>')
      claim(label, answer).error(400, updateFailed, { f: blank.shape })
      claim(`${label}: it stays`, filesOf(context, made, id)).equals(namesAt(control, 'f'))
    }
    claim('nothing sent', await guest.patch(`${made.records}/${id}`, {})).status(200)
  },
})

export const atomic = conform('values.file.atomic', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { collection, unique, claim, refused } = context
    const name = unique('u_')
    const made = await collection({
      name,
      fields: [single, { name: 'n', type: 'number', max: 5 }, { name: 'title', type: 'text' }],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (title) WHERE title != ''`],
      updateRule: "@request.body.title != 'forbidden'",
      createRule: "@request.body.title != 'forbidden'",
    })
    const { create, update } = uploader(context, made)
    const control = await create(['f', file('old.txt')], ['title', 'a'])
    const other = await create(['title', 'taken'])
    const id = control.text('/id')
    const kept = namesAt(control, 'f')
    const fresh = ['f', file('new.txt')] as const
    for (const [label, part, status] of [
      ['another invalid field', ['n', '6'], 400],
      ['a unique index', ['title', 'taken'], 400],
      ['the rule', ['title', 'forbidden'], 404],
    ] as const) {
      const updated = refused(control, await update(id, fresh, part))
      claim(label, updated).status(status)
      claim(`${label}: the old one stays`, filesOf(context, made, id)).equals(kept)
      const created = refused(other, await create(fresh, part))
      claim(`${label}, on create`, created).status(400)
      claim(`${label}: nothing else`, leftovers(context, made)).length(2)
    }
  },
})

export const jsonNoUpload = conform('values.file.json-body-no-upload', {
  lane: 'shared',
  async check(context) {
    const { guest, claim, refused } = context
    const { made, names, patch } = await withFiles(context, 'xxx', 'yyy')
    const control = await patch({ docs: [names[1]] })
    claim('keeps by name', control).status(200).json('/docs', [names[1]])
    const data = 'data:text/plain;base64,YQ=='
    const answer = refused(control, await guest.post(made.records, { f: data }))
    claim('data', answer).error(400, createFailed, { f: invalidFiles(data) })
    const object = await guest.post(made.records, { f: { name: 'a.txt', content: 'a' } })
    claim('an object is nothing', object).status(200).json('/f', '')
  },
})

export const emptyFilename = conform('values.file.empty-filename-part', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, claim } = context
    const { update, path, id, made } = await withFiles(context, 'xxx')
    await update(['f', file('aaa.txt')])
    const cleared = await guest.send('PATCH', path, {
      raw: '--XX\r\nContent-Disposition: form-data; name="f"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--XX--\r\n',
      headers: { 'Content-Type': 'multipart/form-data; boundary=XX' },
    })
    claim('clears', cleared).status(200).json('/f', '')
    claim('the file is gone', filesOf(context, made, id)).equals(namesAt(cleared, 'docs'))
  },
})

export const emptyContent = conform('values.file.empty-content', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { collection, server, claim } = context
    const made = await collection({ fields: [single] })
    const { create } = uploader(context, made)
    const created = await create(['f', file('empty', '')])
    claim('is accepted', created)
      .status(200)
      .json('/f', any.matching(/^empty_[a-z0-9]{10}\.txt$/))
    const sizes = filesOf(context, made, created.text('/id')).map(
      (name) =>
        readFileSync(join(server.dataDir ?? '', 'storage', made.id, created.text('/id'), name))
          .length,
    )
    claim('without a byte', sizes).equals([0])
  },
})
