import { conform } from '../harness/case.ts'
import { withHeader, withJson } from '../harness/fault.ts'

const missing = '/api/collections/missing_xyz/records'

export const shape = conform('http.error.shape', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.get(missing)
    claim('has data, message and status', answer).error(404, 'Missing collection context.')
  },
  mustCatch: {
    'has data, message and status': [withJson('/data', undefined), withJson('/status', 400)],
  },
})

export const keyOrder = conform('http.error.key-order', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.get(missing)
    claim('is this text, with its line end', answer).text(
      '{"data":{},"message":"Missing collection context.","status":404}\n',
    )
  },
})

export const contentType = conform('http.error.content-type', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.get(missing)
    claim('is JSON without a charset', answer)
      .status(404)
      .header('content-type', 'application/json')
  },
  mustCatch: {
    'is JSON without a charset': [withHeader('content-type', 'application/json; charset=utf-8')],
  },
})

export const headNoBody = conform('http.error.head-no-body', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.send('HEAD', missing)
    claim('keeps status and type', answer).status(404).header('content-type', 'application/json')
    claim('has no body', answer).empty()
  },
})

export const dataEmpty = conform('http.error.data-empty', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const closed = await collection({ listRule: null })
    claim('401', await guest.get('/api/collections'))
      .status(401)
      .json('/data', {})
    claim('403', await guest.get(closed.records))
      .status(403)
      .json('/data', {})
    claim('404', await guest.get(missing))
      .status(404)
      .json('/data', {})
  },
})

export const validationItem = conform('http.error.validation-item', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { records } = await collection({
      fields: [{ name: 'title', type: 'text', required: true, min: 3 }],
    })
    const blank = { code: 'validation_required', message: 'Cannot be blank.' }
    const none = await superuser.post(records, {})
    claim('without parameters', none).error(400, 'Failed to create record.', { title: blank })
    claim('with parameters', await superuser.post(records, { title: 'a' })).json('/data/title', {
      code: 'validation_min_text_constraint',
      message: 'Must be at least 3 character(s).',
      params: { min: 3 },
    })
  },
})
