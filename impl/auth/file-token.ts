import { refusal } from '../errors.ts'
import type { RecordContext } from '../records/context.ts'
import type { Incoming } from '../request.ts'
import { issueFileToken } from './tokens.ts'

/** A short-lived token that opens protected files as the caller (auth.token.file-claims). */
export const fileToken =
  (context: RecordContext) =>
  async ({ info: { auth } }: Incoming): Promise<string> => {
    if (auth === undefined) throw refusal('authRequired')
    return JSON.stringify({ token: await issueFileToken(context, auth) })
  }
