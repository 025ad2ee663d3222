import { conform } from '../harness/case.ts'
import { decideUpdates, declareHuge, limitToOne, notFound, superusersOnly } from './support.ts'

const title = { name: 'title', type: 'text' }
const flag = { name: 'flag', type: 'bool' }

export const againstStored = conform('rules.update.against-stored-record', {
  lane: 'shared',
  async check(context) {
    await decideUpdates(
      context,
      { fields: [title], stored: { title: 'old' } },
      {
        "title = 'old'": [[{ title: 'new' }, true]],
        "title = 'new'": [[{ title: 'new' }, false]],
        "@request.body.title = 'x'": [
          [{ title: 'x' }, true],
          [{ title: 'y' }, false],
        ],
      },
    )
  },
})

export const denied = conform('rules.update.denied', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim, refused }) {
    const made = await collection({ updateRule: 'flag = true', fields: [title, flag] })
    const open = await record(made, { flag: true })
    const closed = await record(made, { flag: false, title: 'kept' })
    const control = await guest.patch(`${made.records}/${open.id}`, { title: 'a' })
    claim('what satisfies it', control).status(200)
    const path = `${made.records}/${closed.id}`
    const answer = refused(control, await guest.patch(path, { title: 'a', flag: true }))
    claim('what does not', answer).error(404, notFound)
    const missing = await guest.patch(`${made.records}/missing00000000`, { title: 'a' })
    claim('is like a missing one', missing).status(404).sameBodyAs(answer)
    claim('changes nothing', await superuser.get(path))
      .json('/title', 'kept')
      .json('/flag', false)
  },
})

export const beforeValidation = conform('rules.update.before-validation', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      updateRule: 'flag = true',
      fields: [{ ...title, required: true }, flag],
    })
    const closed = await record(made, { title: 'a' })
    const open = await record(made, { title: 'a', flag: true })
    const blank = { title: '' }
    claim('denied', await guest.patch(`${made.records}/${closed.id}`, blank)).error(404, notFound)
    claim('allowed', await guest.patch(`${made.records}/${open.id}`, blank))
      .status(400)
      .json('/data/title/code', 'validation_required')
  },
})

const broken = { raw: '{', headers: { 'Content-Type': 'application/json' } }

export const checkOrder = conform('rules.update.check-order', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, collection, record, claim } = context
    const base = await collection({ updateRule: null, fields: [{ ...title, required: true }] })
    const { id } = await record(base, { title: 'a' })
    const view = await collection({ type: 'view', viewQuery: `SELECT id FROM ${base.name}` })
    const missing = '/api/collections/missing/records/x'
    const unknown = 'Missing or invalid collection context.'
    claim('the collection first', await guest.send('PATCH', missing, broken)).error(404, unknown)
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const answer = await client.send('PATCH', `${view.records}/${id}`, broken)
      claim(`a view before the body, ${who}`, answer).error(400, 'Unsupported collection type.')
    }
    const unread = await guest.send('PATCH', `${base.records}/nope`, broken)
    claim('the body before a null rule', unread).status(400)
    const closed = await guest.patch(`${base.records}/nope`, {})
    claim('a null rule before the record', closed).error(403, superusersOnly)
    const open = await collection({ fields: [{ ...title, max: 2 }] })
    const long = { title: 'long' }
    const lost = await guest.patch(`${open.records}/nope`, long)
    claim('the record before validation', lost).error(404, notFound)
    const made = await record(open, { title: 'a' })
    claim('validation last', await guest.patch(`${open.records}/${made.id}`, long))
      .status(400)
      .json('/message', 'Failed to update record.')
    const path = `${view.records}/${id}`
    claim('the collection before the size', await declareHuge(context, 'PATCH', missing)).equals(
      404,
    )
    claim('the size before a view', await declareHuge(context, 'PATCH', path)).equals(413)
    await limitToOne(context, `${open.name}:update`)
    claim('within the limit', await guest.patch(`${open.records}/${made.id}`, {})).status(200)
    const limited = await guest.send('PATCH', `${open.records}/${made.id}`, broken)
    claim('the limiter before the body', limited).status(429)
    await limitToOne(context, `${view.name}:update`)
    await guest.patch(path, {})
    const type = 'Unsupported collection type.'
    claim('a view before the limiter', await guest.patch(path, {})).error(400, type)
  },
})
