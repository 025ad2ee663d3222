import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { withStatus } from '../harness/fault.ts'

const path = '/api/collections/users/auth-with-password'

export const success = conform('auth.password.success', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { email, password, id } = await user()
    const signedIn = await guest.post(path, { identity: email, password })
    claim('answers 200', signedIn).status(200)
    claim('names the record', signedIn).json('/record/id', id)
    claim('gives a token', signedIn).json('/token', any.token)
  },
  mustCatch: { 'answers 200': [withStatus(200, 201)] },
})

export const failed = conform('auth.password.failed', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { email, password } = await user()
    const right = await guest.post(path, { identity: email, password })
    const wrong = refused(
      right,
      await guest.post(path, { identity: email, password: `${password}x` }),
    )
    claim('refuses a wrong password', wrong).error(400, 'Failed to authenticate.')
    const unknown = await guest.post(path, { identity: `x${email}`, password })
    claim('answers the same for an unknown identity', unknown).sameBodyAs(wrong).status(400)
  },
})

export const validation = conform('auth.password.validation', {
  lane: 'shared',
  async check({ guest, claim }) {
    const empty = await guest.post(path, { identity: '', password: '' })
    const blank = { code: 'validation_required', message: 'Cannot be blank.' }
    const message = 'An error occurred while validating the submitted data.'
    claim('needs both', empty).error(400, message, { identity: blank, password: blank })
    const long = await guest.post(path, { identity: 'a'.repeat(256), password: 'b' })
    claim('limits the length in bytes', long).error(400, message, {
      identity: {
        code: 'validation_length_out_of_range',
        message: 'The length must be between 1 and 255.',
        params: { max: 255, min: 1 },
      },
    })
    const field = await guest.post(path, { identity: 'a', password: 'b', identityField: 'created' })
    claim('knows only the identity fields of the collection', field).error(400, message, {
      identityField: { code: 'validation_in_invalid', message: 'Must be a valid value.' },
    })
  },
})

export const over72Bytes = conform('auth.password.over-72-bytes', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const password = 'é'.repeat(36)
    const { email } = await user({ password, passwordConfirm: password })
    const longer = await guest.post(path, { identity: email, password: `${password}tail` })
    claim('compares the first 72 bytes', longer).status(200)
    const other = `${'é'.repeat(35)}è`
    const changed = await guest.post(path, { identity: email, password: other })
    claim('compares all of the first 72 bytes', changed).error(400, 'Failed to authenticate.')
  },
})

export const jsonKeyCase = conform('auth.common.json-key-case', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { email, password } = await user()
    const body = { IDENTITY: email, Password: password, extra: 1 }
    claim('reads keys in any letter case', await guest.post(path, body)).status(200)
  },
})

export const malformedBody = conform('auth.common.malformed-body', {
  lane: 'shared',
  async check({ guest, claim }) {
    const headers = { 'Content-Type': 'application/json' }
    const message = 'An error occurred while loading the submitted data.'
    const bodies = {
      'broken JSON': '{"identity',
      'an array': '[]',
      'a number': '{"identity":123,"password":"x"}',
    }
    for (const [what, raw] of Object.entries(bodies)) {
      claim(`refuses ${what}`, await guest.send('POST', path, { raw, headers })).error(400, message)
    }
  },
})

export const unsupportedContentType = conform('auth.common.unsupported-content-type', {
  lane: 'shared',
  async check({ guest, claim }) {
    const headers = { 'Content-Type': 'text/plain' }
    const plain = await guest.send('POST', path, { raw: 'x', headers })
    claim('names the problem', plain).error(400, 'Unsupported Content-Type.')
  },
})

export const unknownCollection = conform('auth.common.unknown-collection', {
  lane: 'shared',
  async check({ guest, claim }) {
    const missing = 'Missing or invalid collection context.'
    const at = '/api/collections/missing'
    claim('at sign-in', await guest.post(`${at}/auth-with-password`, {})).error(404, missing)
    claim('at refresh', await guest.post(`${at}/auth-refresh`)).error(404, missing)
    claim('at auth-methods', await guest.get(`${at}/auth-methods`)).error(404, missing)
  },
})

export const nonAuthCollection = conform('auth.common.non-auth-collection', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { path: base } = await collection()
    const answer = await guest.post(`${base}/auth-with-password`, { identity: 1 })
    claim('is told apart, before the body', answer).error(
      404,
      'Missing or invalid auth collection context.',
    )
  },
})
