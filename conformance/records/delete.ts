import { withJson, withStatus } from '../harness/fault.ts'
import { type CaseContext, conform } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { filesOf } from '../probes/stored-files.ts'

const blockedMessage =
  'Failed to delete record. Make sure that the record is not part of a required relation reference.'

export const success = conform('records.delete.success', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection()
    const { id } = await record(made)
    const path = `${made.records}/${id}`
    claim('answers nothing', await guest.delete(path))
      .status(204)
      .empty()
    claim('once', await guest.delete(path)).error(404, "The requested resource wasn't found.")
  },
})

export const requiredReference = conform('records.delete.required-reference', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const a = await collection()
    const b = await collection({
      fields: [{ name: 'rel', type: 'relation', collectionId: a.id, maxSelect: 1, required: true }],
    })
    const target = await record(a)
    const from = await record(b, { rel: target.id })
    claim('is refused', await guest.delete(`${a.records}/${target.id}`)).error(400, blockedMessage)
    claim('the record stays', await guest.get(`${a.records}/${target.id}`)).status(200)
    claim('and its reference', await guest.get(`${b.records}/${from.id}`)).json('/rel', target.id)
  },
})

export const unsetReference = conform('records.delete.unset-reference', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const a = await collection()
    const b = await collection({
      fields: [
        { name: 'rel', type: 'relation', collectionId: a.id, maxSelect: 1 },
        { name: 'rels', type: 'relation', collectionId: a.id, maxSelect: 9, minSelect: 2 },
      ],
    })
    const [a1, a2] = [await record(a), await record(a)]
    const from = await record(b, { rel: a1.id, rels: [a1.id, a2.id] })
    claim('goes through', await guest.delete(`${a.records}/${a1.id}`)).status(204)
    const left = await guest.get(`${b.records}/${from.id}`)
    claim('a single one is emptied', left).json('/rel', '')
    claim('several lose the id', left).json('/rels', [a2.id])
  },
})

export const cascade = conform('records.delete.cascade', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const a = await collection()
    const b = await collection({
      deleteRule: null,
      fields: [
        { name: 'rels', type: 'relation', collectionId: a.id, maxSelect: 9, cascadeDelete: true },
      ],
    })
    const [a1, a2] = [await record(a), await record(a)]
    const alone = await record(b, { rels: [a1.id] })
    const both = await record(b, { rels: [a1.id, a2.id] })
    claim('goes through', await guest.delete(`${a.records}/${a1.id}`)).status(204)
    claim('takes along what has nothing left', await guest.get(`${b.records}/${alone.id}`)).status(
      404,
    )
    claim('leaves the others', await guest.get(`${b.records}/${both.id}`)).json('/rels', [a2.id])
  },
})

export const selfReference = conform('records.delete.self-reference', {
  lane: 'shared',
  async check({ guest, collection, changeFields, record, accepted, claim }) {
    const ring = await collection()
    const next = {
      name: 'next',
      type: 'relation',
      collectionId: ring.id,
      maxSelect: 1,
      cascadeDelete: true,
    }
    await changeFields(ring, (fields) => [...fields, next])
    const ids: string[] = []
    for (let at = 0; at < 4; at++) ids.push((await record(ring, { next: ids.at(-1) ?? '' })).id)
    const [first, last] = [ids[0] ?? '', ids[3] ?? '']
    accepted(await guest.patch(`${ring.records}/${first}`, { next: last }))
    const outside = await record(ring)
    claim('a ring ends', await guest.delete(`${ring.records}/${first}`)).status(204)
    const left = await guest.get(ring.records)
    claim('only the one outside is left', left).length('/items', 1).json('/items/0/id', outside.id)
  },
})

export const cascadeViewIgnored = conform('records.delete.cascade-view-ignored', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const a = await collection()
    const b = await collection({
      fields: [{ name: 'rel', type: 'relation', collectionId: a.id, maxSelect: 1 }],
    })
    const target = await record(a)
    await record(b, { rel: target.id })
    const view = await collection({ type: 'view', viewQuery: `select id, rel from ${b.name}` })
    claim('refers to it', await guest.get(view.records)).json('/items/0/rel', target.id)
    claim('goes through', await guest.delete(`${a.records}/${target.id}`)).status(204)
    claim('the view follows', await guest.get(view.records)).json('/items/0/rel', '')
  },
})

export const authLinked = conform('records.delete.auth-linked-records', {
  lane: 'shared',
  async check({ superuser, user, claim, accepted }) {
    const [gone, left] = [await user(), await user()]
    const rows = {
      _externalAuths: { provider: 'google', providerId: gone.id },
      _mfas: { method: 'password' },
      _otps: { password: '12345678' },
      _authOrigins: { fingerprint: 'f' },
    }
    const at = (name: string) => `/api/collections/${name}/records`
    for (const { id } of [gone, left]) {
      for (const [name, values] of Object.entries(rows)) {
        const unique = name === '_externalAuths' ? { providerId: id } : {}
        const ref = { collectionRef: '_pb_users_auth_', recordRef: id }
        accepted(await superuser.post(at(name), { ...ref, ...values, ...unique }))
      }
    }
    const path = `/api/collections/users/records/${gone.id}`
    claim('the record', await superuser.delete(path)).status(204)
    for (const name of Object.keys(rows)) {
      const filter = (id: string) => ({ filter: `recordRef = '${id}'`, perPage: '1' })
      claim(`${name} go`, await superuser.get(at(name), filter(gone.id))).json('/totalItems', 0)
      claim(`${name} of another stay`, await superuser.get(at(name), filter(left.id))).length(
        '/items',
        1,
      )
    }
  },
})

const file = (name: string) => ({ name, content: name })

/** Waits until nothing is left of a record's files; what is left after a second. */
const filesAfterASecond = (
  context: CaseContext,
  collection: CollectionHandle,
  id: string,
): Promise<readonly string[]> => {
  return eventually(
    () => filesOf(context, collection, id),
    (left) => left.length === 0,
    1000,
  )
}

export const filesRemoved = conform('records.delete.files-removed', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, collection, claim, accepted } = context
    const made = await collection({ fields: [{ name: 'docs', type: 'file', maxSelect: 3 }] })
    const create = async () => {
      const multipart = ['a.txt', 'b.txt'].map((name) => ['docs', file(name)] as const)
      return accepted(await guest.send('POST', made.records, { multipart })).text('/id')
    }
    const [gone, left] = [await create(), await create()]
    claim('there are two', filesOf(context, made, gone)).length(2)
    claim('goes', await guest.delete(`${made.records}/${gone}`)).status(204)
    claim('with its files', await filesAfterASecond(context, made, gone)).equals([])
    claim('others keep theirs', filesOf(context, made, left)).length(2)
  },
})

export const cascadeFiles = conform('records.delete.cascade-files', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, collection, record, claim, accepted } = context
    const a = await collection()
    const fields = (cascadeDelete: boolean) => [
      { name: 'f', type: 'file' },
      { name: 'rel', type: 'relation', collectionId: a.id, maxSelect: 1, cascadeDelete },
    ]
    const [cascading, losing] = [
      await collection({ fields: fields(true) }),
      await collection({ fields: fields(false) }),
    ]
    const { id } = await record(a)
    const create = async ({ records }: CollectionHandle) => {
      const multipart = [['f', file('a.txt')] as const, ['rel', id] as const]
      return accepted(await guest.send('POST', records, { multipart })).text('/id')
    }
    const [gone, left] = [await create(cascading), await create(losing)]
    claim('has a file', filesOf(context, cascading, gone)).length(1)
    claim('goes', await guest.delete(`${a.records}/${id}`)).status(204)
    claim(
      'with the files of what it takes along',
      await filesAfterASecond(context, cascading, gone),
    ).equals([])
    claim('not of what lost a reference', filesOf(context, losing, left)).length(1)
  },
})

export const concurrent = conform('records.delete.concurrent', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const notes = await collection()
    const { id } = await record(notes)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => guest.delete(`${notes.records}/${id}`)),
    )
    const refusals = answers.filter(({ status }) => status !== 204)
    claim('one deletes it', refusals.length).atMost(answers.length - 1)
    const missing = { data: {}, message: "The requested resource wasn't found.", status: 404 }
    claim(
      'the others find nothing',
      refusals.map(({ status, json }) => [status, json]),
    ).equals(refusals.map(() => [missing.status, missing]))
    claim('it is gone', await guest.get(`${notes.records}/${id}`)).error(404, missing.message)
  },
  mustCatch: {
    'one deletes it': [withStatus(204, 404)],
    'it is gone': [withStatus(404, 200)],
    'the others find nothing': [withStatus(404, 500), withJson('/message', 'No.')],
  },
})
