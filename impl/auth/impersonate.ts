import { validationItem } from '../../spec/errors.ts'
import { ApiError, refusal } from '../errors.ts'
import { findStored } from '../records/record.ts'
import type { Incoming } from '../request.ts'
import type { AuthContext } from './context.ts'
import { readSubmitted, requireValid } from './form.ts'
import { writeAuth } from './respond.ts'
import { issueToken } from './tokens.ts'

/** A token of another record that cannot be refreshed, for superusers; the route has refused everyone else. */
export const impersonate =
  (context: AuthContext) =>
  async (nameOrId: string, id: string, incoming: Incoming): Promise<string> => {
    const collection = context.collections.find(nameOrId)
    if (collection?.type !== 'auth') throw refusal('missingAuthCollection')
    const record = await findStored(context.store, collection, id)
    if (record === undefined) throw new ApiError({ kind: 'not-found' })
    const seconds = await readDuration(incoming)
    const token = await issueToken(context, record, {
      refreshable: false,
      ...(seconds === 0 ? {} : { durationSeconds: seconds }),
    })
    return writeAuth(context, record, incoming, token)
  }

/** 0: that of the collection. A whole number; a text is one only in a form (auth.impersonate.duration-invalid). */
const readDuration = async (incoming: Incoming): Promise<number> => {
  const submitted = await readSubmitted(incoming, { isGeneric: true })
  const sent = submitted('duration').map((each) => toWhole(each, incoming.isForm))
  if (sent.includes(undefined)) throw refusal('loadData')
  const seconds = sent.at(-1) ?? 0
  const threshold = 0
  const tooLow = validationItem('validation_min_greater_equal_than_required', { threshold })
  requireValid({ duration: seconds < threshold ? tooLow : undefined })
  return seconds
}

/** The contract's server keeps it in 64 bits. */
const limit = 2 ** 63

const toWhole = (value: unknown, isForm: boolean): number | undefined => {
  if (isForm && value === '') return 0
  const isDigits = isForm && typeof value === 'string' && /^[+-]?\d+$/.test(value)
  const number = isDigits ? Number(value) : value
  const isWhole = typeof number === 'number' && Number.isInteger(number)
  return isWhole && Math.abs(number) < limit ? number : undefined
}
