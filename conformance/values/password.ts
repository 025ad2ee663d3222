import { conform } from '../harness/case.ts'
import { readRows } from '../probes/data-dir.ts'
import { blank, createFailed, Issue, judgeRows, updateFailed } from './support.ts'

const password = { type: 'password' }

const stored = (
  server: { readonly dataDir?: string },
  name: string,
  id: string,
  column = 'f',
): string => {
  const [row] = readRows(
    server,
    'data.db',
    `SELECT "${column}" AS hash FROM "${name}" WHERE id = ?`,
    id,
  )
  return String(row?.['hash'])
}

export const neverReturned = conform('values.password.never-returned', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, collection, server, claim }) {
    const { records, name } = await collection({
      fields: [
        { name: 'f', ...password },
        { name: 'cheap', ...password, cost: 5 },
      ],
    })
    const created = await guest.post(records, { f: '12345678', cheap: 'abc' })
    const id = created.text('/id')
    claim('created', created).status(200).json('/f', '').json('/cheap', '')
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const read = await client.get(`${records}/${id}`)
      claim(`viewed by ${who}`, read).status(200).json('/f', '').json('/cheap', '')
      claim(`listed by ${who}`, await client.get(records)).json('/items/0/f', '')
      claim(`changed by ${who}`, await client.patch(`${records}/${id}`, { f: '123' })).json(
        '/f',
        '',
      )
    }
    claim('default cost', stored(server, name, id)).matches(/^\$2a\$10\$.{53}$/)
    claim("the field's cost", stored(server, name, id, 'cheap')).matches(/^\$2a\$05\$.{53}$/)
  },
})

export const emptyClears = conform('values.password.empty-clears', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, collection, record, server, claim }) {
    const made = await collection({ fields: [{ name: 'f', ...password, cost: 4 }] })
    for (const cleared of ['', null]) {
      const { id } = await record(made, { f: '12345678' })
      const path = `${made.records}/${id}`
      const hash = stored(server, made.name, id)
      claim(`${cleared}: is hashed`, hash).matches(/^\$2a\$04\$/)
      claim(`${cleared}: not sent`, await guest.patch(path, {})).status(200)
      claim(`${cleared}: keeps the hash`, stored(server, made.name, id)).equals(hash)
      claim(`${cleared}: sent`, await guest.patch(path, { f: cleared })).status(200)
      claim(`${cleared}: clears`, stored(server, made.name, id)).equals('')
    }
    const { id } = await record(made, { f: '12345678' })
    const hash = stored(server, made.name, id)
    claim('changes', await guest.patch(`${made.records}/${id}`, { f: 'x' })).status(200)
    claim('another hash', stored(server, made.name, id)).differs(hash)
  },
})

const tooShort = (min: number) =>
  new Issue('validation_min_text_constraint', `Must be at least ${min} character(s).`)
const tooLong = (max: number) =>
  new Issue('validation_max_text_constraint', `Must be less than ${max} character(s).`)

export const validation = conform('values.password.validation', {
  lane: 'shared',
  async check(context) {
    const cheap = { ...password, cost: 4 }
    const invalid = new Issue('validation_invalid_format', 'Invalid value format.')
    await judgeRows(
      context,
      { ...cheap, min: 5, max: 8 },
      [
        ['abcde', ''],
        ['', ''],
        ['\u{1F600}\u{1F600}\u{1F600}\u{1F600}\u{1F600}', ''],
        [12345, ''],
        ['abcd', tooShort(5)],
        ['\u{1F600}'.repeat(4), tooShort(5)],
        ['123456789', tooLong(8)],
      ],
      'min 5, max 8: ',
    )
    await judgeRows(
      context,
      cheap,
      [
        ['a', ''],
        ['a'.repeat(71), ''],
        ['a'.repeat(72), tooLong(71)],
      ],
      'no limits: ',
    )
    await judgeRows(
      context,
      { ...cheap, pattern: '^[a-z]+$', required: true },
      [
        ['abc', ''],
        ['abc1', invalid],
        ['', blank],
        [null, blank],
      ],
      'pattern: ',
    )
  },
})

export const over72Bytes = conform('values.password.over-72-bytes', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim, refused }) {
    const { records } = await collection({
      fields: [
        { name: 'f', ...password, cost: 4, min: 71 },
        { name: 'other', ...password, cost: 4 },
      ],
    })
    const invalid = { code: 'validation_invalid_value', message: 'Invalid value.' }
    for (const [label, long] of [
      ['73 characters', 'a'.repeat(73)],
      ['37 of two bytes', '\u00e9'.repeat(37)],
    ] as const) {
      const control = await superuser.post(records, { other: 'a'.repeat(71) })
      const bySuperuser = refused(control, await superuser.post(records, { f: long }))
      claim(`${label}: superuser`, bySuperuser).error(400, createFailed, { f: invalid })
      const byGuest = refused(control, await guest.post(records, { f: long }))
      claim(`${label}: guest`, byGuest).error(400, createFailed)
      const path = `${records}/${control.text('/id')}`
      const updated = refused(control, await guest.patch(path, { f: long }))
      claim(`${label}: guest updates`, updated).error(400, updateFailed, { f: invalid })
    }
  },
})
