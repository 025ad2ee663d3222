import { conform } from '../harness/case.ts'
import { conformSchema } from './support.ts'

export const defaults = conform('collections.superusers.defaults', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const fresh = await superuser.get((await collection({ type: 'auth' })).path)
    const seen = await superuser.get('/api/collections/_superusers')
    claim('is a system auth collection', seen)
      .status(200)
      .json('/system', true)
      .json('/type', 'auth')
    for (const rule of ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule']) {
      claim(rule, seen).json(`/${rule}`, null)
    }
    claim('authRule', seen).json('/authRule', '')
    claim('manageRule', seen).json('/manageRule', null)
    claim('authToken', seen).json('/authToken', { duration: 86400 })
    const defaulted = [
      'authAlert',
      'oauth2',
      'passwordAuth',
      'mfa',
      'otp',
      'passwordResetToken',
      'emailChangeToken',
      'verificationToken',
      'fileToken',
      'verificationTemplate',
      'resetPasswordTemplate',
      'confirmEmailChangeTemplate',
    ]
    for (const key of defaulted) claim(key, seen).json(`/${key}`, fresh.at(`/${key}`))
    const names = [
      'id',
      'password',
      'tokenKey',
      'email',
      'emailVisibility',
      'verified',
      'created',
      'updated',
    ]
    claim('fields', seen).length('/fields', names.length)
    for (const [index, name] of names.entries()) {
      claim(`field ${name}`, seen)
        .json(`/fields/${index}/name`, name)
        .json(`/fields/${index}/system`, true)
    }
    claim('created is set once', seen)
      .json('/fields/6/type', 'autodate')
      .json('/fields/6/onUpdate', false)
    claim('updated on every save', seen)
      .json('/fields/7/onCreate', true)
      .json('/fields/7/onUpdate', true)
  },
})

export const passwordAuth = conformSchema('collections.superusers.password-auth-forced', {
  lane: 'private',
  async check({ update, claim }) {
    claim('stays on', await update('_superusers', { passwordAuth: { enabled: false } }))
      .status(200)
      .json('/passwordAuth/enabled', true)
  },
})

export const oauth2 = conformSchema('collections.superusers.oauth2-forced-off', {
  lane: 'private',
  async check({ update, claim }) {
    const providers = [{ name: 'gitlab', clientId: 'a', clientSecret: 'b' }]
    claim('stays off', await update('_superusers', { oauth2: { enabled: true, providers } }))
      .status(200)
      .json('/oauth2/enabled', false)
      .json('/oauth2/providers', [])
  },
})

export const otp = conformSchema('collections.superusers.otp-forces-mfa', {
  lane: 'private',
  async check({ superuser, update, claim }) {
    const before = await superuser.get('/api/collections/_superusers')
    claim('mfa is off before', before).json('/mfa/enabled', false)
    claim('mfa is on', await update('_superusers', { otp: { enabled: true } }))
      .status(200)
      .json('/otp/enabled', true)
      .json('/mfa/enabled', true)
  },
})
