import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { CollectionHandle, Fields } from '../harness/world.ts'

export const notFound = "The requested resource wasn't found."
export const createFailed = 'Failed to create record.'
export const superusersOnly = 'Only superusers can perform this action.'

type Body = Readonly<Record<string, unknown>>

/** Rule -> bodies with whether they are accepted. */
export type Decisions = Readonly<Record<string, readonly (readonly [body: Body, holds: boolean])[]>>

/** Names and ids that differ from run to run by what they are: claims keep their names. */
const stable = (text: string): string =>
  text
    .replace(/\bc_[a-z0-9]{8}\b/g, 'COLLECTION')
    .replace(/\bpbc_\d+\b/g, 'COLLECTION_ID')
    .replace(/\bu[a-z0-9]{8}@example\.com/g, 'EMAIL')
    .replace(/'[a-z0-9]{15}'/g, "'ID'")

/** Changes rules of a collection, as superuser. */
export const setRules = async (
  { superuser, accepted }: CaseContext,
  { path }: CollectionHandle,
  rules: Body,
): Promise<Exchange> => accepted(await superuser.patch(path, rules))

/** One claim per createRule and body, about whether a guest may create it. */
export const decideCreates = async (
  context: CaseContext,
  schema: Fields,
  decisions: Decisions,
): Promise<CollectionHandle> => {
  const made = await context.collection(schema)
  for (const [createRule, rows] of Object.entries(decisions)) {
    await setRules(context, made, { createRule })
    for (const [body, holds] of rows) {
      const answer = await context.guest.post(made.records, body)
      const claim = context.claim(`${createRule} with ${JSON.stringify(body)}`, answer)
      if (holds) claim.status(200)
      else claim.error(400, createFailed)
    }
  }
  return made
}

/** One claim per updateRule and body, about whether a guest may change a record of these values with it. */
export const decideUpdates = async (
  context: CaseContext,
  { stored, ...schema }: Fields & { readonly stored: Body },
  decisions: Decisions,
): Promise<void> => {
  const made = await context.collection(schema)
  const { id } = await context.record(made, stored)
  for (const [updateRule, rows] of Object.entries(decisions)) {
    await setRules(context, made, { updateRule })
    for (const [body, holds] of rows) {
      const answer = await context.guest.patch(`${made.records}/${id}`, body)
      const claim = context.claim(`${updateRule} updating ${JSON.stringify(body)}`, answer)
      if (holds) claim.status(200)
      else claim.error(404, notFound)
      context.accepted(await context.superuser.patch(`${made.records}/${id}`, stored))
    }
  }
}

type Ask = Parameters<Client['send']>[2]

/** Rule -> requests by what they are, with the ids that they list. */
export const decideLists = async (
  context: CaseContext,
  made: CollectionHandle,
  rows: Readonly<
    Record<string, readonly (readonly [what: string, client: Client, ask: Ask, ids: string])[]>
  >,
): Promise<void> => {
  for (const [listRule, asked] of Object.entries(rows)) {
    await setRules(context, made, { listRule })
    for (const [what, client, ask, expected] of asked) {
      const answer = await client.send('GET', made.records, ask)
      const items = answer.at('/items')
      const found = Array.isArray(items)
        ? items
            .map(({ id }: { readonly id?: unknown }) => String(id))
            .sort()
            .join(' ')
        : answer.describe()
      context
        .claim(`${stable(listRule)}: ${what}`, found)
        .equals(expected.split(' ').sort().join(' '))
    }
  }
}

/** Status of a request that declares a body over every limit and never sends it. */
export const declareHuge = async (
  { raw }: CaseContext,
  method: string,
  path: string,
): Promise<number | undefined> => {
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n`
  return (await raw(head)).status
}

/** Rate limits that let one request of a label pass, until the end of the case. */
export const limitToOne = async (
  { maker, accepted, defer }: CaseContext,
  label: string,
): Promise<void> => {
  const before = accepted(await maker.get('/api/settings')).at('/rateLimits')
  defer(async () => accepted(await maker.patch('/api/settings', { rateLimits: before })))
  const rules = [{ label, maxRequests: 1, duration: 600, audience: '' }]
  accepted(await maker.patch('/api/settings', { rateLimits: { enabled: true, rules } }))
}
