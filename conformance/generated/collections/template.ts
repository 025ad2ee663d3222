/** What generated text may speak of without knowing the session it will be used in. */
export interface Scope {
  /** Begins every name of the session. */
  readonly prefix: string
  /** The collection that is changed; empty when a new one is made without a name. */
  readonly collection: string
  /** Names of its fields, in order. */
  readonly fields: readonly string[]
  /** The session's collections, in the order of their creation. */
  readonly collections: readonly { readonly id: string; readonly name: string }[]
}

const placeholder = /\{(p|t|[fci]\d)\}/g

const pick = <T>(items: readonly T[], digit: string): T | undefined =>
  items[Number(digit) % items.length]

/**
 * `{p}` prefix, `{t}` the collection, `{f2}` a field, `{c1}` and `{i1}` name and id of a collection; numbers count on from the
 * beginning when there are not so many.
 */
export const fill = (text: string, { prefix, collection, fields, collections }: Scope): string =>
  text.replace(placeholder, (found: string) => {
    const digit = found.charAt(2)
    switch (found.charAt(1)) {
      case 'p':
        return prefix
      case 't':
        return collection
      case 'f':
        return pick(fields, digit) ?? 'nofield'
      case 'c':
        return pick(collections, digit)?.name ?? 'users'
      default:
        return pick(collections, digit)?.id ?? '_pb_users_auth_'
    }
  })

/** Fills every text inside a JSON value; keys stay. */
export const fillAll = (value: unknown, scope: Scope): unknown => {
  if (typeof value === 'string') return fill(value, scope)
  if (Array.isArray(value)) return value.map((item) => fillAll(item, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillAll(item, scope)]))
}
