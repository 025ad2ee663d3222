import { validationItem } from '../../spec/errors.ts'
import type { Collection } from '../collections/model.ts'
import { retryWhileStale } from '../collections/stale.ts'
import { refusal } from '../errors.ts'
import { blank, checkLength } from '../issues.ts'
import { saveRecord } from '../records/save.ts'
import type { Incoming } from '../request.ts'
import { inBackground } from './background.ts'
import { authOptionsOf, requireAuthCollection } from './collection.ts'
import type { AuthContext } from './context.ts'
import { findAddressed } from './find.ts'
import { readForm, requireValid } from './form.ts'
import { judgeToken } from './mailed-token.ts'
import { passwordResetMail } from './mails.ts'
import { createResends } from './resends.ts'
import type { TokenVerifier } from './tokens.ts'

interface ResetForm {
  readonly token: string
  readonly password: string
  readonly passwordConfirm: string
}

/** Asking for the mail that lets a password be set anew, and following its link (auth.password-reset.*). */
export const passwordResetUseCases = (context: AuthContext, verify: TokenVerifier) => {
  const resends = createResends(context.clock)

  const confirm = async (collection: Collection, form: ResetForm): Promise<void> => {
    const { token, password, passwordConfirm } = form
    const { verified, issue } = await judgeToken(verify, collection, 'passwordReset', token)
    requireValid({
      token: issue,
      password: password === '' ? blank : checkLength(password, minLengthOf(collection), 255),
      passwordConfirm: checkConfirm(password, passwordConfirm),
    })
    if (verified === undefined) return
    const { record, claims } = verified
    const provesAddress = record.values['email'] === claims['email'] && claims['email'] !== ''
    await saveRecord(context, {
      before: record,
      changes: { password, ...(provesAddress ? { verified: true } : {}) },
      restsOn: ['email', 'tokenKey'],
      failure: (fields) => refusal('setPassword', { fields }),
    })
    resends.clear(record)
  }

  return {
    async requestPasswordReset(nameOrId: string, incoming: Incoming): Promise<undefined> {
      const collection = requireAuthCollection(context.collections, nameOrId)
      if (!authOptionsOf(collection).passwordAuth.enabled) throw refusal('passwordResetDisabled')
      const record = await findAddressed(context, collection, incoming)
      if (record === undefined) return
      if (resends.blocks(record)) {
        incoming.conceal('A password reset was asked for a moment ago.')
        return
      }
      inBackground(context, 'Failed to send password reset email', async () => {
        await context.mailer.send(await passwordResetMail(context, record))
        resends.mark(record)
      })
    },

    async confirmPasswordReset(nameOrId: string, incoming: Incoming): Promise<undefined> {
      const collection = requireAuthCollection(context.collections, nameOrId)
      const names = ['token', 'password', 'passwordConfirm'] as const
      const form = await readForm(incoming, names, { isGeneric: true })
      await retryWhileStale(context, () => confirm(collection, form))
    },
  }
}

/** The form counts bytes where the password field counts characters (auth.password-reset.confirm-validation). */
const minLengthOf = ({ fieldByName }: Collection): number =>
  Number(fieldByName.get('password')?.config['min']) || 1

const checkConfirm = (password: string, confirm: string) => {
  if (confirm === '') return blank
  return confirm === password ? undefined : validationItem('validation_values_mismatch')
}
