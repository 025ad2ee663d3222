import type { CaseContext } from '../harness/case.ts'
import { blank, lengthBetween, notEmail, validating } from '../harness/wording.ts'
import { mailing } from './mailing.ts'

/** What asking for a mail of verification and asking for one of password reset have in common. */
type MailRequest = 'request-verification' | 'request-password-reset'

export const validatesAddress =
  (request: MailRequest) =>
  async (context: CaseContext): Promise<void> => {
    const { claim, refused } = context
    const { account, post } = await mailing(context)
    const control = await post(request, { email: (await account()).email })
    const send = async (body: unknown) => refused(control, await post(request, body))
    claim('is required', await send({})).error(400, validating, { email: blank })
    const invalid = await send({ email: 'invalid' })
    claim('must be an address', invalid).error(400, validating, { email: notEmail })
    const long = await send({ email: `${'a'.repeat(288)}@example.com` })
    claim('has at most 255 bytes', long).error(400, validating, { email: lengthBetween(1, 255) })
  }

export const hidesUnknownAddress =
  (request: MailRequest) =>
  async (context: CaseContext): Promise<void> => {
    const { account, post, countMails } = await mailing(context)
    const known = context.accepted(await post(request, { email: (await account()).email }))
    const email = `${context.unique('missing')}@example.com`
    const unknown = await post(request, { email })
    context.claim('answers the same', unknown).status(204).sameBodyAs(known)
    context.claim('sends nothing', await countMails(email)).equals(0)
  }
