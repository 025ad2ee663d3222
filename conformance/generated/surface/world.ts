import type { Step } from '../session.ts'

/** The session's collections by what they are for; their names and fields may change. */
export const slots = ['people', 'posts', 'tags'] as const
export type Slot = (typeof slots)[number]

export interface Collection {
  readonly id: string
  readonly name: string
  readonly fields: readonly Field[]
}

export interface Field {
  readonly name: string
  readonly type: string
  readonly [option: string]: unknown
}

/** Somebody who may have an auth record in `people`. */
export interface Account {
  readonly id: string
  email: string
  password: string
  isThere: boolean
  /** Flows whose mail is not sent again for a while. */
  readonly mailed: Set<string>
}

/** What the parts of a session know of it together. */
export interface World {
  /** Begins every name of the session. */
  readonly prefix: string
  readonly collections: Map<Slot, Collection>
  /** Ids that records were made under; some are gone by now. */
  readonly records: Map<Slot, string[]>
  readonly accounts: readonly Account[]
  /** Names under which the servers' auth tokens are kept, newest last. */
  readonly tokens: string[]
}

const accountCount = 3

export const createWorld = (prefix: string): World => ({
  prefix,
  collections: new Map(),
  records: new Map(),
  accounts: Array.from({ length: accountCount }, (_, n) => ({
    id: `person00000000${n}`,
    email: `${prefix}${n}@example.com`,
    password: 'correct horse 1',
    isThere: false,
    mailed: new Set<string>(),
  })),
  tokens: [],
})

export const root = '/api/collections'

/** The item that a choice stands for; undefined when there is none. */
export const pick = <T>(items: readonly T[], choice: number): T | undefined =>
  items[choice % Math.max(1, items.length)]

/** Who asks: a number chooses among the tokens there are, the newest first. */
export type Caller = 'guest' | 'superuser' | number

export const senderOf = ({ tokens }: World, caller: Caller): NonNullable<Step['by']> => {
  if (typeof caller !== 'number') return caller
  const name = pick(tokens.toReversed(), caller)
  return name === undefined ? 'guest' : { token: `{{${name}}}` }
}

/** The path of a collection, by its name. */
export const pathOf = ({ name }: Collection): string => `${root}/${encodeURIComponent(name)}`

/** Which of the session's collections a path speaks of, by name. */
export const slotOf = ({ collections }: World, path: string): Slot | undefined =>
  slots.find((slot) => {
    const collection = collections.get(slot)
    if (collection === undefined) return false
    const [own] = path.split('?')
    return own === pathOf(collection) || path.startsWith(`${pathOf(collection)}/`)
  })

/** With the names of the session's collections in the place of `{people}`, `{posts}` and `{tags}`. */
export const withNames = ({ collections }: World, text: string): string =>
  text.replace(
    new RegExp(`\\{(${slots.join('|')})\\}`, 'g'),
    (_, slot: Slot) => collections.get(slot)?.name ?? slot,
  )
