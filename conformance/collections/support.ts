import type { RequirementId } from '../../spec/registry.ts'
import { type Case, type CaseContext, type CaseDefinition, conform } from '../harness/case.ts'
import type { RequestOptions } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import { inTurn } from '../harness/turns.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * Changes of the list of collections, each in turn with those of the cases beside it; what a change made is removed after
 * the case. A refused change is an answer like any other, so every one of them is fit for a claim.
 */
interface SchemaChanges {
  create(body: Body): Promise<Exchange>
  createBy(options: RequestOptions): Promise<Exchange>
  /** A base collection under a unique name with these fields. */
  createWith(...fields: readonly Body[]): Promise<Exchange>
  /** `collection` is a name or an id. */
  update(collection: string, body: Body): Promise<Exchange>
  updateBy(collection: string, options: RequestOptions): Promise<Exchange>
  remove(collection: string): Promise<Exchange>
  importAll(collections: readonly Body[], options?: Body): Promise<Exchange>
}

export interface SchemaContext extends CaseContext, SchemaChanges {}

interface SchemaDefinition extends Omit<CaseDefinition, 'check'> {
  check(context: SchemaContext): Promise<void>
}

const at = '/api/collections'

/** A case that changes collections; like `conform`, with {@link SchemaChanges} in its context. */
export const conformSchema = (id: RequirementId, definition: SchemaDefinition): Case =>
  conform(id, {
    ...definition,
    check: (context) => definition.check({ ...context, ...changesOf(context) }),
  })

const changesOf = ({ superuser, server, unique, defer }: CaseContext): SchemaChanges => {
  const removeLater = (collection: string): void =>
    defer(() => inTurn(server, () => superuser.delete(`${at}/${collection}`)))
  const createBy = async (options: RequestOptions): Promise<Exchange> => {
    const answer = await inTurn(server, () => superuser.send('POST', at, options))
    if (answer.status === 200) removeLater(answer.text('/id'))
    return answer
  }
  const updateBy = (collection: string, options: RequestOptions): Promise<Exchange> =>
    inTurn(server, () => superuser.send('PATCH', `${at}/${collection}`, options))
  return {
    createBy,
    create: (json) => createBy({ json }),
    createWith: (...fields) => createBy({ json: { name: unique('c_'), fields } }),
    updateBy,
    update: (collection, json) => updateBy(collection, { json }),
    remove: (collection) => inTurn(server, () => superuser.delete(`${at}/${collection}`)),
    async importAll(collections, options = {}) {
      const body = { ...options, collections }
      const answer = await inTurn(server, () => superuser.put(`${at}/import`, body))
      if (answer.status !== 204) return answer
      // A view goes before what it reads: what is made last is removed first.
      const isView = ({ type }: Body): boolean => type === 'view'
      const made = [...collections].sort((a, b) => Number(isView(a)) - Number(isView(b)))
      for (const { name } of made) if (typeof name === 'string') removeLater(name)
      return answer
    },
  }
}

export const createFailed = 'Failed to create collection.'
export const updateFailed = 'Failed to update collection.'
export const badFormatting = 'Failed to load the submitted data due to invalid formatting.'

export const badFormat = { code: 'validation_match_invalid', message: 'Must be in a valid format.' }

/** How the texts of a rule's and a pattern's own error go on is the engine's matter, not the contract's. */
export const invalidRule = {
  code: 'validation_invalid_rule',
  message: any.matching(/^Invalid rule\. Raw error: /),
}
export const invalidRegex = {
  code: 'validation_invalid_regex',
  message: any.matching(/^Error parsing regexp: .+\.$/),
}

export const noLessThan = (threshold: number) => ({
  code: 'validation_min_greater_equal_than_required',
  message: `Must be no less than ${threshold}.`,
  params: { threshold },
})

export const noGreaterThan = (threshold: number) => ({
  code: 'validation_max_less_equal_than_required',
  message: `Must be no greater than ${threshold}.`,
  params: { threshold },
})

/** CRC-32 (IEEE) as PocketBase writes it into generated ids. */
export const crc32 = (text: string): string => String(Bun.hash.crc32(text))

/** A field of every type, named after it; the relation leads to a collection of this id. */
export const fieldOfEveryType = (relatedId: string): readonly Body[] => [
  { name: 'text', type: 'text' },
  { name: 'editor', type: 'editor' },
  { name: 'number', type: 'number', min: 1, max: 9 },
  { name: 'bool', type: 'bool' },
  { name: 'mail', type: 'email', exceptDomains: ['a.test'] },
  { name: 'url', type: 'url', onlyDomains: ['b.test'] },
  { name: 'date', type: 'date' },
  { name: 'made', type: 'autodate', onCreate: true },
  { name: 'select', type: 'select', values: ['a', 'b'], maxSelect: 1 },
  { name: 'file', type: 'file', mimeTypes: ['image/png'], thumbs: ['10x10'] },
  { name: 'relation', type: 'relation', collectionId: relatedId, maxSelect: 1 },
  { name: 'json', type: 'json' },
  { name: 'secret', type: 'password' },
  { name: 'point', type: 'geoPoint' },
]

/** What makes a base and an auth collection that have something in every place. */
export const oneOfEachType = (related: { readonly id: string }) => ({
  base: { type: 'base', listRule: '', fields: fieldOfEveryType(related.id) },
  auth: {
    type: 'auth',
    viewRule: 'id = @request.auth.id',
    fields: fieldOfEveryType(related.id),
    oauth2: {
      enabled: true,
      providers: [{ name: 'google', clientId: 'some-id', clientSecret: 'some-secret' }],
      mappedFields: { name: 'text' },
    },
  },
})
