import { validationItem } from '../../spec/errors.ts'
import { retryWhileStale } from '../collections/stale.ts'
import type { Collection } from '../collections/model.ts'
import { refusal } from '../errors.ts'
import { saveRecord } from '../records/save.ts'
import { superusers } from '../records/superusers.ts'
import type { Incoming } from '../request.ts'
import { castText } from '../values/cast.ts'
import { inBackground } from './background.ts'
import { requireAuthCollection } from './collection.ts'
import type { AuthContext } from './context.ts'
import { findAddressed } from './find.ts'
import { readForm, requireValid } from './form.ts'
import { judgeToken } from './mailed-token.ts'
import { verificationMail } from './mails.ts'
import { createResends } from './resends.ts'
import { readClaims, type TokenVerifier } from './tokens.ts'

/** Asking for the mail that verifies an address, and following its link (auth.verification.*). */
export const verificationUseCases = (context: AuthContext, verify: TokenVerifier) => {
  const resends = createResends(context.clock)
  const requireVerifiable = (nameOrId: string): Collection => {
    const collection = requireAuthCollection(context.collections, nameOrId)
    if (collection.name === superusers) throw refusal('superusersVerified')
    return collection
  }

  const confirm = async (collection: Collection, token: string): Promise<void> => {
    const email = castText(readClaims(token)?.['email'])
    const { verified, issue } = await judgeToken(verify, collection, 'verification', token, () =>
      email === '' ? validationItem('validation_invalid_token_claims') : undefined,
    )
    requireValid({ token: issue })
    if (verified === undefined) return
    const { record } = verified
    const isOther = record.values['email'] !== email
    requireValid({ token: isOther ? validationItem('validation_token_email_mismatch') : undefined })
    resends.clear(record)
    if (record.values['verified'] === true) return
    await saveRecord(context, {
      before: record,
      changes: { verified: true },
      restsOn: ['email', 'tokenKey'],
      failure: (fields) => refusal('saveVerified', { fields }),
    })
  }

  return {
    async requestVerification(nameOrId: string, incoming: Incoming): Promise<undefined> {
      const collection = requireVerifiable(nameOrId)
      const record = await findAddressed(context, collection, incoming)
      if (record === undefined) return
      if (record.values['verified'] === true) return
      if (resends.blocks(record)) {
        incoming.conceal('A verification was asked for a moment ago.')
        return
      }
      inBackground(context, 'Failed to send verification email', async () => {
        try {
          await context.mailer.send(await verificationMail(context, record))
        } finally {
          // Whatever came of it: a broken transport is not asked again and again (auth.verification.request-throttle).
          resends.mark(record)
        }
      })
    },

    async confirmVerification(nameOrId: string, incoming: Incoming): Promise<undefined> {
      const collection = requireVerifiable(nameOrId)
      const { token } = await readForm(incoming, ['token'])
      await retryWhileStale(context, () => confirm(collection, token))
    },
  }
}
