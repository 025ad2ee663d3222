import { type Fragment, joined, sql } from './fragment.ts'
import { joinText, rootOf, type Source } from './joins.ts'

/** A condition on one row and what is joined to it. */
export interface Atom {
  readonly kind: 'atom'
  readonly test: Fragment
  readonly uses: readonly Source[]
  /** Holds or fails for the row as a whole, whichever joined rows `test` looks at. */
  readonly apart?: Fragment
}

/** Conditions without negation: a row is kept when some combination of its joined rows makes the whole TRUE. */
export type Formula = Atom | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }

/** A value to sort by. */
export interface SortKey {
  readonly value: Fragment
  readonly uses: readonly Source[]
  readonly direction: 'ASC' | 'DESC'
}

const rootsOf = (uses: readonly Source[]): ReadonlySet<string> =>
  new Set(uses.flatMap((source) => rootOf(source)?.key ?? []))

const atomsOf = (formula: Formula): readonly Atom[] =>
  formula.kind === 'atom' ? [formula] : formula.of.flatMap(atomsOf)

export interface Placement {
  readonly where: Fragment
  readonly orderBy: Fragment
  /** Joins that stay in FROM. */
  readonly outer: readonly Source[]
}

/**
 * Decides where joins go. Joined rows that a single condition or sort key looks at are joined inside it (EXISTS, or the
 * first value); the base row is then not repeated for them. That changes nothing: conditions are never negated, so "some
 * combination of joined rows makes the whole TRUE" distributes over conditions that share no joined row. Rows that several
 * of them look at are correlated (section 5) and stay in FROM.
 */
export const place = (
  formula: Formula,
  sort: readonly SortKey[],
  sources: readonly Source[],
): Placement => {
  const users = new Map<string, number>()
  for (const { uses } of [...atomsOf(formula), ...sort]) {
    for (const root of rootsOf(uses)) users.set(root, (users.get(root) ?? 0) + 1)
  }
  const inner = new Set<string>()
  const isOwn = ({ uses }: Atom | SortKey): boolean => {
    const roots = [...rootsOf(uses)]
    return roots.length > 0 && roots.every((root) => users.get(root) === 1)
  }
  /** The joins of a condition that shares them with nobody, undefined when they stay outside. */
  const claim = (user: Atom | SortKey): Fragment | undefined => {
    if (!isOwn(user)) return undefined
    const roots = rootsOf(user.uses)
    for (const root of roots) inner.add(root)
    return joinText(sources.filter((source) => roots.has(rootOf(source)?.key ?? '')))
  }
  const where = writeFormula(formula, (atom) => writeAtom(atom, claim(atom)))
  const keys = sort.map((key) => writeKey(key, claim(key)))
  return {
    where,
    orderBy: joined(keys, ', '),
    outer: sources.filter((source) => !inner.has(rootOf(source)?.key ?? '')),
  }
}

const writeFormula = (formula: Formula, write: (atom: Atom) => Fragment): Fragment => {
  if (formula.kind === 'atom') return write(formula)
  if (formula.of.length === 0) return ['1']
  const parts = formula.of.map((part) =>
    part.kind === 'atom' ? write(part) : sql`(${writeFormula(part, write)})`,
  )
  return joined(parts, formula.kind === 'and' ? ' AND ' : ' OR ')
}

/** The start of a chain of joins that keeps one row of NULLs when nothing is related. */
const oneRow: Fragment = ['(SELECT 1)']

const writeAtom = ({ test, apart }: Atom, joins: Fragment | undefined): Fragment => {
  const condition =
    joins === undefined ? test : sql`EXISTS (SELECT 1 FROM ${oneRow}${joins} WHERE ${test})`
  return apart === undefined ? condition : sql`(${condition} AND ${apart})`
}

const writeKey = ({ value, direction }: SortKey, joins: Fragment | undefined): Fragment => {
  const key = joins === undefined ? value : sql`(SELECT ${value} FROM ${oneRow}${joins} LIMIT 1)`
  return [...key, ` ${direction}`]
}

/** No row of the chain makes the condition TRUE. */
export const noneOf = (sources: readonly Source[], condition: Fragment): Fragment =>
  sql`NOT EXISTS (SELECT 1 FROM ${oneRow}${joinText(sources)} WHERE ${condition})`
