import { conform } from '../harness/case.ts'

const records = '/api/collections/_superusers/records'
const locked = 'Only superusers can perform this action.'

const newSuperuser = (email: string, values: object = {}) => ({
  email,
  password: '1234567890',
  passwordConfirm: '1234567890',
  ...values,
})

export const isLocked = conform('records.superusers.locked', {
  lane: 'shared',
  async check({ guest, superuser, user, claim, refused }) {
    const { client } = await user()
    const control = await superuser.get(records)
    const path = `${records}/${control.text('/items/0/id')}`
    for (const [who, caller] of [
      ['guest', guest],
      ['user', client],
    ] as const) {
      const answers = {
        list: await caller.get(records),
        view: await caller.get(path),
        'view an unknown': await caller.get(`${records}/missing`),
        create: await caller.post(records, newSuperuser('a@example.com')),
        update: await caller.patch(path, { email: 'a@example.com' }),
        delete: await caller.delete(path),
      }
      for (const [action, answer] of Object.entries(answers)) {
        claim(`${action}, ${who}`, refused(control, answer)).error(403, locked)
      }
    }
  },
})

export const alwaysVerified = conform('records.superusers.always-verified', {
  lane: 'shared',
  async check({ superuser, unique, defer, claim }) {
    const email = `${unique('s')}@example.com`
    const created = await superuser.post(records, newSuperuser(email, { verified: false }))
    const path = `${records}/${String(created.at('/id'))}`
    defer(() => superuser.delete(path))
    claim('created', created).status(200).json('/verified', true).json('/email', email)
    const updated = await superuser.patch(path, { verified: false })
    claim('updated', updated).status(200).json('/verified', true)
    claim('stored', await superuser.get(path)).json('/verified', true)
  },
})

export const deleteLast = conform('records.superusers.delete-last', {
  lane: 'private',
  needs: ['private'],
  async check({ guest, superuser, claim, accepted }) {
    const first = accepted(await superuser.get(records)).text('/items/0/id')
    const last = "You can't delete the only existing superuser."
    claim('the only one', await superuser.delete(`${records}/${first}`)).error(400, last)
    claim('is still there', await superuser.get(`${records}/${first}`)).status(200)
    const other = newSuperuser('other@example.com')
    accepted(await superuser.post(records, other))
    claim('itself, of two', await superuser.delete(`${records}/${first}`)).status(204)
    claim('is known no more', await superuser.get(records)).error(403, locked)
    const signedIn = await guest.post('/api/collections/_superusers/auth-with-password', {
      identity: other.email,
      password: other.password,
    })
    const left = guest.withToken(accepted(signedIn).text('/token'))
    claim('the other', await left.get(records)).json('/totalItems', 1)
    const path = `${records}/${signedIn.text('/record/id')}`
    claim('cannot go either', await left.delete(path)).error(400, last)
  },
})

export const installerRemoved = conform('records.superusers.installer-removed', {
  lane: 'private',
  needs: ['private'],
  async check({ superuser, claim, accepted }) {
    const installer = '__pbinstaller@example.com'
    const emails = async (): Promise<readonly unknown[]> => {
      const items = accepted(await superuser.get(records)).at('/items')
      return Array.isArray(items)
        ? items.map((item) => (item as { readonly email?: unknown }).email)
        : []
    }
    claim('the installer', await superuser.post(records, newSuperuser(installer))).status(200)
    claim('is there', await emails()).includes(installer)
    claim('another', await superuser.post(records, newSuperuser('other@example.com'))).status(200)
    claim('is gone', (await emails()).includes(installer)).equals(false)
    claim('the others are not', await emails()).length(2)
  },
})
