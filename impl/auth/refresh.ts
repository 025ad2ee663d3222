import type { RecordContext } from '../records/context.ts'
import type { Incoming } from '../request.ts'
import { castBool } from '../values/cast.ts'
import { requireOwnRecord } from './own-record.ts'
import { requireAuthRule, writeAuth } from './respond.ts'
import { issueToken, type TokenVerifier } from './tokens.ts'

/** A new token for the record of a valid one, with its current data; a token that is not refreshable is returned as it is. */
export const authRefresh =
  (context: RecordContext, verify: TokenVerifier) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { record, claims } = await requireOwnRecord(context, verify, nameOrId, incoming)
    const request = { context: 'default', body: await incoming.body() } as const
    await requireAuthRule(context, record, incoming, request)
    const token = castBool(claims['refreshable'])
      ? await issueToken(context, record, { refreshable: true })
      : incoming.token
    return writeAuth(context, record, incoming, token)
  }
