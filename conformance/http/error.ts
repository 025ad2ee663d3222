import { apiErrors, statusMessages } from '../../spec/errors.ts'
import { conform } from '../harness/case.ts'
import { withHeader, withJson } from '../harness/fault.ts'
import { refusedAnswers } from './answers.ts'
import { changeSettings } from '../settings/support.ts'
import { declaring } from './support.ts'

const missing = '/api/collections/missing_xyz/records'

/** What the catalogue has to say with a status. */
const messagesOf = (status: number | undefined): readonly string[] => [
  ...Object.entries(statusMessages)
    .filter(([known]) => known === String(status))
    .map(([, message]) => message),
  ...Object.values(apiErrors)
    .filter((known) => known.status === status)
    .map(({ message }) => message),
]

export const shape = conform('http.error.shape', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const answer = await guest.get(missing)
    claim('has data, message and status', answer).error(404, 'Missing collection context.')
    for (const [name, refused] of Object.entries(await refusedAnswers(context))) {
      claim(`${name}: the status is that of the answer`, refused).json('/status', refused.status)
      const known = messagesOf(refused.status)
      claim(`${name}: the message is one of the catalogue`, known).includes(refused.at('/message'))
    }
  },
  mustCatch: {
    'has data, message and status': [withJson('/data', undefined), withJson('/status', 400)],
  },
})

export const keyOrder = conform('http.error.key-order', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    for (const [name, refused] of Object.entries(await refusedAnswers(context))) {
      claim(name, refused)
        .shape('error')
        .textMatches(/^\{[^\n]*\}\n$/)
    }
    const answer = await guest.get(missing)
    claim('is this text, with its line end', answer).text(
      '{"data":{},"message":"Missing collection context.","status":404}\n',
    )
  },
})

export const contentType = conform('http.error.content-type', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    for (const [name, refused] of Object.entries(await refusedAnswers(context)))
      claim(name, refused).header('content-type', 'application/json')
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

export const messageSentence = conform('http.error.message-sentence', {
  lane: 'private',
  async check({ guest, raw, collection, claim }) {
    claim('a full stop is added', await guest.get('/api/unknown')).error(404, 'File not found.')
    const large = await raw(declaring('POST', '/api/collections/users/records', 33_554_433 * 2))
    claim('to every message', large.text).equals(
      '{"data":{},"message":"Request entity too large.","status":413}\n',
    )
    const { records } = await collection({ fields: [{ name: 'n', type: 'number', max: 3 }] })
    claim(
      'and to those of fields',
      (await guest.post(records, { n: 4 })).at('/data/n/message'),
    ).equals('Must be less than 3.000000.')
  },
  mustCatch: {
    'a full stop is added': [withJson('/message', 'File not found')],
  },
})

export const defaultMessages = conform('http.error.default-messages', {
  lane: 'exclusive',
  async check({ guest, maker, collection, record, claim, defer }) {
    const made = await collection()
    const { id } = await record(made)
    claim('the record is there', await guest.get(`${made.records}/${id}`)).status(200)
    claim('404', await guest.get(`${made.records}/doesnotexist000`)).error(
      404,
      "The requested resource wasn't found.",
    )
    claim('400', await guest.get(made.records, { filter: '(((' })).error(
      400,
      'Something went wrong while processing your request.',
    )
    const rules = [{ label: '/api/health', maxRequests: 1, duration: 60, audience: '' }]
    await changeSettings({ maker, defer }, { rateLimits: { enabled: true, rules } })
    claim('a limit lets the first pass', await guest.get('/api/health')).status(200)
    claim('429', await guest.get('/api/health'))
      .error(429, 'Too Many Requests.')
      .keys('', ['data', 'message', 'status'])
      .framed()
  },
})

export const unmappedIs400 = conform('http.error.unmapped-is-400', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { batch: { enabled: true } })
    const requests = [{ method: 'GET', url: '/api/health' }]
    const answer = await guest.post('/api/batch', { requests })
    claim('an action that is none', answer).status(400).json('/data/requests/0/response', {
      data: {},
      message: 'Something went wrong while processing your request.',
      status: 400,
    })
  },
})

export const panic500 = conform('http.error.panic-500', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { batch: { enabled: true } })
    const answer = await guest.post('/api/batch', { requests: [null] })
    claim('a crash', answer).error(500, 'Something went wrong while processing your request.')
    claim('and it goes on', await guest.get('/api/health')).status(200)
  },
})

export const firstApiErrorWins = conform('http.error.first-api-error-wins', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const plain = { raw: 'x', headers: { 'Content-Type': 'text/plain' } }
    const unsupported = 'Unsupported Content-Type.'
    const made = await collection()
    const passed = {
      signIn: await guest.send('POST', '/api/collections/users/auth-with-password', plain),
      record: await guest.send('POST', made.records, plain),
      imports: await superuser.send('PUT', '/api/collections/import', plain),
    }
    claim('authentication passes it on', passed.signIn).error(400, unsupported)
    claim('records, too', passed.record).error(400, unsupported)
    claim('imports, too', passed.imports).error(400, unsupported)
    const settings = await superuser.send('PATCH', '/api/settings', plain)
    claim('settings say their own', settings).error(
      400,
      'An error occurred while loading the submitted data.',
    )
    claim('new collections, too', await superuser.send('POST', '/api/collections', plain)).error(
      400,
      'Failed to load the collection type data due to invalid formatting.',
    )
    claim('changed ones, too', await superuser.send('PATCH', made.path, plain)).error(
      400,
      'Failed to load the submitted data due to invalid formatting.',
    )
  },
})
