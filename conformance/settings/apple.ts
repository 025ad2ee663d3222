import {
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importSPKI,
  jwtVerify,
  type JWTVerifyResult,
} from 'jose'
import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank } from '../harness/wording.ts'

const path = '/api/settings/apple/generate-client-secret'
const message = 'Invalid client secret data.'

/** Drawn once: a case that is asked again shall say the same. */
let keys: ReturnType<typeof generateKeyPair> | undefined

/** A form that is accepted, and the public half of its key. */
const goodForm = async () => {
  keys ??= generateKeyPair('ES256', { extractable: true })
  const { privateKey, publicKey } = await keys
  const form = {
    clientId: '123',
    teamId: '1234567890',
    keyId: '1234567891',
    privateKey: await exportPKCS8(privateKey),
    duration: 60,
  }
  return { form, publicKey: await exportSPKI(publicKey) }
}

export const required = conform('settings.apple.required', {
  lane: 'shared',
  async check({ superuser, claim }) {
    claim('all of it', await superuser.post(path, {})).error(400, message, {
      clientId: blank,
      duration: blank,
      keyId: blank,
      privateKey: blank,
      teamId: blank,
    })
  },
})

export const lengths = conform('settings.apple.lengths', {
  lane: 'shared',
  async check({ superuser, accepted, claim }) {
    const { form } = await goodForm()
    accepted(await superuser.post(path, form))
    const exactly = {
      code: 'validation_length_invalid',
      message: 'The length must be exactly 10.',
      params: { max: 10, min: 10 },
    }
    for (const key of ['teamId', 'keyId']) {
      for (const value of ['123456789', '12345678901', 'ééééé1']) {
        const answer = await superuser.post(path, { ...form, [key]: value })
        claim(`${key} ${value}`, answer).error(400, message, { [key]: exactly })
      }
    }
  },
})

export const keyFormat = conform('settings.apple.private-key-format', {
  lane: 'shared',
  async check({ superuser, accepted, claim }) {
    const { form } = await goodForm()
    accepted(await superuser.post(path, form))
    const badFormat = { code: 'validation_match_invalid', message: 'Must be in a valid format.' }
    const wrong = ['invalid', '-----BEGIN PRIVATE KEY-----', form.privateKey.toLowerCase()]
    for (const [at, privateKey] of wrong.entries()) {
      const answer = await superuser.post(path, { ...form, privateKey })
      claim(`wrong ${at}`, answer).error(400, message, { privateKey: badFormat })
    }
  },
})

export const duration = conform('settings.apple.duration', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const { form } = await goodForm()
    const send = (seconds: number) => superuser.post(path, { ...form, duration: seconds })
    claim('none', await send(0)).error(400, message, { duration: blank })
    claim('too short', await send(-1)).error(400, message, {
      duration: {
        code: 'validation_min_greater_equal_than_required',
        message: 'Must be no less than 1.',
        params: { threshold: 1 },
      },
    })
    claim('too long', await send(15_777_001)).error(400, message, {
      duration: {
        code: 'validation_max_less_equal_than_required',
        message: 'Must be no greater than 15777000.',
        params: { threshold: 15_777_000 },
      },
    })
    claim('the longest', await send(15_777_000)).status(200)
    claim('the shortest', await send(1)).status(200)
  },
})

export const badKey = conform('settings.apple.bad-key', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const { form } = await goodForm()
    const rsa = await generateKeyPair('RS256', { extractable: true })
    const keys = {
      'no key': '-----BEGIN PRIVATE KEY----- invalid -----END PRIVATE KEY-----',
      'a key of RSA': await exportPKCS8(rsa.privateKey),
    }
    for (const [name, privateKey] of Object.entries(keys)) {
      const answer = await superuser.post(path, { ...form, privateKey })
      claim(name, answer)
        .status(400)
        .body({
          data: {},
          message: any.matching(/^Failed to generate client secret\. Raw error: \n./),
          status: 400,
        })
    }
  },
})

/** What a token says; undefined when this key did not sign it, or not at this time. */
const signedBy = async (
  key: Parameters<typeof jwtVerify>[1],
  token: string,
  currentDate: Date,
): Promise<JWTVerifyResult | undefined> => {
  try {
    return await jwtVerify(token, key, { currentDate })
  } catch {
    return undefined // that it is none is what the case claims
  }
}

export const success = conform('settings.apple.success', {
  lane: 'shared',
  async check({ superuser, accepted, claim }) {
    const { form, publicKey } = await goodForm()
    const answer = accepted(await superuser.post(path, form))
    claim('is this', answer).success(200).body({ secret: any.token })
    const key = await importSPKI(publicKey, 'ES256')
    const answered = new Date(answer.header('date') ?? '')
    const verified = await signedBy(key, answer.text('/secret'), answered)
    claim('signed with the key', verified !== undefined).equals(true)
    claim('its header', verified?.protectedHeader).equals({
      alg: 'ES256',
      kid: '1234567891',
      typ: 'JWT',
    })
    const { iat = 0, exp = 0, ...claims } = verified?.payload ?? {}
    claim('its claims', claims).equals({
      iss: '1234567890',
      sub: '123',
      aud: ['https://appleid.apple.com'],
    })
    claim('its time', exp - iat).equals(60)
    claim('from now', Math.abs(iat - answered.getTime() / 1000)).atMost(5)
  },
})

export const notStored = conform('settings.apple.not-stored', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const { form } = await goodForm()
    const settings = await superuser.get('/api/settings')
    const users = await superuser.get('/api/collections/users')
    claim('is generated', await superuser.post(path, form)).status(200)
    claim('settings stay', await superuser.get('/api/settings')).sameBodyAs(settings)
    claim('collections stay', await superuser.get('/api/collections/users')).sameBodyAs(users)
  },
})
