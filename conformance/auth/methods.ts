import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

const legacy = ['authProviders', 'usernamePassword', 'emailPassword']

export const shape = conform('auth.methods.shape', {
  lane: 'shared',
  async check({ guest, claim, collection }) {
    const { path } = await collection({ type: 'auth', listRule: null, viewRule: null })
    const answer = await guest.get(`${path}/auth-methods`)
    claim('is public', answer).status(200)
    claim('shows the password method', answer).json('/password', {
      enabled: true,
      identityFields: ['email'],
    })
    claim('shows the methods that are off', answer)
      .json('/oauth2', { enabled: false, providers: [] })
      .json('/mfa', { duration: 0, enabled: false })
      .json('/otp', { duration: 0, enabled: false })
    claim('has its keys in order', answer)
      .keys('', ['password', 'oauth2', 'mfa', 'otp', ...legacy])
      .keys('/password', ['identityFields', 'enabled'])
      .keys('/oauth2', ['providers', 'enabled'])
      .keys('/mfa', ['enabled', 'duration'])
      .keys('/otp', ['enabled', 'duration'])
  },
})

const identities = (name: string) => ({
  fields: [{ name: 'username', type: 'text' }],
  indexes: [`CREATE UNIQUE INDEX idx_u_${name} ON ${name} (username)`],
})

export const legacyKeys = conform('auth.methods.legacy-keys', {
  lane: 'shared',
  async check({ guest, unique, collection, claim }) {
    const fresh = await collection({ type: 'auth' })
    claim('by default', await guest.get(`${fresh.path}/auth-methods`))
      .json('/authProviders', null)
      .json('/emailPassword', true)
      .json('/usernamePassword', false)
    const name = unique('m_')
    const passwordAuth = { enabled: true, identityFields: ['username'] }
    const named = await collection({ name, type: 'auth', ...identities(name), passwordAuth })
    claim('by user name', await guest.get(`${named.path}/auth-methods`))
      .json('/emailPassword', false)
      .json('/usernamePassword', true)
    const off = await collection({ type: 'auth', passwordAuth: { enabled: false } })
    claim('without passwords', await guest.get(`${off.path}/auth-methods`))
      .json('/emailPassword', false)
      .json('/usernamePassword', false)
  },
})

export const disabledValues = conform('auth.methods.disabled-values', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim, accepted }) {
    const otp = { enabled: true, duration: 300, length: 8 }
    const mfa = { enabled: true, duration: 900, rule: '' }
    const { path } = await collection({ type: 'auth', otp, mfa })
    const on = await guest.get(`${path}/auth-methods`)
    claim('enabled otp', on).json('/otp', { enabled: true, duration: 300 })
    claim('enabled mfa', on).json('/mfa', { enabled: true, duration: 900 })
    accepted(
      await superuser.patch(path, {
        passwordAuth: { enabled: false },
        otp: { ...otp, enabled: false },
        mfa: { ...mfa, enabled: false },
      }),
    )
    const off = await guest.get(`${path}/auth-methods`)
    claim('disabled password', off).json('/password', { enabled: false, identityFields: [] })
    claim('disabled otp', off).json('/otp', { enabled: false, duration: 0 })
    claim('disabled mfa', off).json('/mfa', { enabled: false, duration: 0 })
  },
})

export const providerEntries = conform('auth.methods.provider-entries', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const oidc = {
      name: 'oidc',
      clientId: 'client',
      clientSecret: 'secret',
      authURL: 'https://example.com/auth',
      tokenURL: 'https://example.com/token',
      userInfoURL: 'https://example.com/user',
    }
    const providers = [
      { ...oidc, pkce: true },
      { ...oidc, name: 'oidc2', pkce: false },
    ]
    const { path } = await collection({ type: 'auth', oauth2: { enabled: true, providers } })
    const answer = await guest.get(`${path}/auth-methods`)
    const url = any.matching(/^https:\/\/example\.com\/auth\?.*&redirect_uri=$/)
    const entry = {
      name: 'oidc',
      displayName: 'OIDC',
      state: any.matching(/^[A-Za-z0-9]{30}$/),
      authURL: url,
      authUrl: url,
      codeVerifier: any.matching(/^[A-Za-z0-9]{43}$/),
      codeChallenge: any.matching(/^[\w-]{43}$/),
      codeChallengeMethod: 'S256',
    }
    claim('with PKCE', answer).json('/oauth2/providers/0', entry)
    claim('the old address is the same', answer).json(
      '/oauth2/providers/0/authUrl',
      answer.at('/oauth2/providers/0/authURL'),
    )
    claim('without PKCE', answer).json('/oauth2/providers/1', {
      ...entry,
      name: 'oidc2',
      codeVerifier: '',
      codeChallenge: '',
      codeChallengeMethod: '',
    })
    const again = await guest.get(`${path}/auth-methods`)
    for (const key of ['state', 'codeVerifier']) {
      const pointer = `/oauth2/providers/0/${key}`
      claim(`another ${key} each time`, again.at(pointer)).differs(answer.at(pointer))
    }
  },
})

export const fields = conform('auth.methods.fields', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { path } = await collection({ type: 'auth' })
    const picked = await guest.get(`${path}/auth-methods`, { fields: 'otp.enabled' })
    claim('picks', picked)
      .status(200)
      .body({ otp: { enabled: false } })
  },
})
