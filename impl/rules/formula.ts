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
 * first value); rows that several conditions look at are correlated and joined once around them, in an EXISTS
 * of their own. The base row is then not repeated. That changes nothing: conditions are never negated, so "some combination
 * of joined rows makes the whole TRUE" distributes over conditions that share no joined row. Only rows that a sort key
 * shares with a condition stay in FROM, and those whose join must be tried whatever other conditions say.
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
  const tried = new Set(sources.filter((source) => source.tried === true).map(({ key }) => key))
  /** Shares its joined rows with nobody. */
  const isOwn = ({ uses }: Atom | SortKey): boolean => {
    const roots = [...rootsOf(uses)]
    return roots.length > 0 && roots.every((root) => users.get(root) === 1 && !tried.has(root))
  }
  const sharedRoots = (all: readonly (Atom | SortKey)[]): ReadonlySet<string> =>
    new Set(all.filter((user) => !isOwn(user)).flatMap(({ uses }) => [...rootsOf(uses)]))
  const joinsOf = (roots: ReadonlySet<string>): Fragment =>
    joinText(sources.filter((source) => roots.has(rootOf(source)?.key ?? '')))
  const ownJoins = (user: Atom | SortKey): Fragment | undefined =>
    isOwn(user) ? joinsOf(rootsOf(user.uses)) : undefined
  const write = (part: Formula): Fragment =>
    writeFormula(part, (atom) => writeAtom(atom, ownJoins(atom)))

  const kept = new Set([...sharedRoots(sort), ...tried])
  const groups = groupParts(partsOf(formula), (part) => sharedRoots(atomsOf(part)))
  const conditions = groups.map(({ parts, roots }) => {
    const whole: Formula = parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', of: parts }
    if (roots.size === 0) return writeNested(whole, write)
    if (![...roots].some((root) => kept.has(root))) return exists(joinsOf(roots), write(whole))
    for (const root of roots) kept.add(root)
    return writeNested(whole, write)
  })
  const keys = sort.map((key) => writeKey(key, ownJoins(key)))
  return {
    where: conditions.length === 0 ? ['1'] : joined(conditions, ' AND '),
    orderBy: joined(keys, ', '),
    outer: sources.filter((source) => {
      const root = rootOf(source)
      return root === undefined || kept.has(root.key)
    }),
  }
}

/** The conditions that must all hold. */
const partsOf = (formula: Formula): readonly Formula[] =>
  formula.kind === 'and' ? formula.of.flatMap(partsOf) : [formula]

interface Group {
  readonly parts: readonly Formula[]
  readonly roots: ReadonlySet<string>
}

/** Parts that share joined rows come together, so that these are joined once; each of the others stays alone. */
const groupParts = (
  parts: readonly Formula[],
  rootsOfPart: (part: Formula) => ReadonlySet<string>,
): readonly Group[] => {
  let groups: readonly Group[] = []
  for (const part of parts) {
    const roots = rootsOfPart(part)
    const touches = (group: Group): boolean => [...group.roots].some((root) => roots.has(root))
    const met = groups.filter(touches)
    const merged: Group = {
      parts: [...met.flatMap((group) => group.parts), part],
      roots: new Set([...met.flatMap((group) => [...group.roots]), ...roots]),
    }
    groups = [...groups.filter((group) => !touches(group)), merged]
  }
  return groups
}

const writeNested = (part: Formula, write: (part: Formula) => Fragment): Fragment =>
  part.kind === 'atom' ? write(part) : sql`(${write(part)})`

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

/** Some row of the chain makes the condition TRUE. */
const exists = (joins: Fragment, condition: Fragment): Fragment =>
  sql`EXISTS (SELECT 1 FROM ${oneRow}${joins} WHERE ${condition})`

const writeAtom = ({ test, apart }: Atom, joins: Fragment | undefined): Fragment => {
  const condition = joins === undefined ? test : exists(joins, test)
  return apart === undefined ? condition : sql`(${condition} AND ${apart})`
}

const writeKey = ({ value, direction }: SortKey, joins: Fragment | undefined): Fragment => {
  const key = joins === undefined ? value : sql`(SELECT ${value} FROM ${oneRow}${joins} LIMIT 1)`
  return [...key, ` ${direction}`]
}

/** No row of the chain makes the condition TRUE. */
export const noneOf = (sources: readonly Source[], condition: Fragment): Fragment =>
  sql`NOT EXISTS (SELECT 1 FROM ${oneRow}${joinText(sources)} WHERE ${condition})`
