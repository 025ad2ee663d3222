import type { Joined, JoinStep, Source } from './path.ts'
import type { Bound } from './request.ts'
import { type Affinity, textOf, type Value } from './value.ts'

/**
 * How an operand takes part in `=` and `!=`: it is empty, a value that is not, a JSON value, the result of strftime, or
 * anything else.
 */
export type Role = 'empty' | 'known' | 'json' | 'time' | 'column'

export interface Resolved {
  readonly joins: readonly JoinStep[]
  read(joined: Joined): Value
  /** What the left side of `~` is matched against when this is the right one. */
  pattern(joined: Joined): Value
  readonly affinity: Affinity
  readonly role: Role
  /** Is a parameter of the statement. */
  readonly bound?: true
  /** Is written as TRUE or FALSE: behind IS it asks whether the other side is true, not whether it is the same. */
  readonly truth?: boolean
  /** Is one of several values, all of which a comparison without `?` has to hold for. */
  readonly isMulti: boolean
  readonly emailOf?: string
  /** Role of a function next to a path with several values: there it counts by what it binds. */
  readonly besideMany?: Role
}

export const ofBound = ({ value, isEmpty, pattern, truth }: Bound): Resolved => ({
  joins: [],
  bound: true,
  read: () => value,
  pattern: () => pattern,
  ...(truth === undefined ? {} : { truth }),
  ...{ affinity: 'none', role: isEmpty ? 'empty' : 'known', isMulti: false },
})

/** On the right of `~` a column is a pattern that finds it anywhere, with its wildcards alive. */
export const around = (value: Value): Value => (value === null ? null : `%${textOf(value)}%`)

export const live = (resolved: Omit<Resolved, 'pattern'>): Resolved => ({
  ...resolved,
  pattern: (joined) => around(resolved.read(joined)),
})

export const ofSource = ({ isJson, ...source }: Source): Resolved =>
  live({ ...source, role: isJson ? 'json' : 'column' })
