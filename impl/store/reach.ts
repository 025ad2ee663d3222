import type { Connection, PlanStep } from './connection.ts'
import { createLru } from './lru.ts'
import type { ReadReach } from './store.ts'

/**
 * Decides where a SELECT runs. `point` promises that the number of rows SQLite visits is bounded by the text, the
 * arguments and `limit`, not by the size of a table. The rule, over the steps of `EXPLAIN QUERY PLAN`:
 *
 * 1. Every step is bounded. Bounded are
 *    - `SEARCH` by rowid or by a UNIQUE index whose columns are all NOT NULL and all compared for equality: one row each
 *      (an `IN` list: one row per argument);
 *    - a table-valued function (`json_each`) that no other one surrounds: the elements of one value;
 *    - a constant row, and reading back a subquery whose own steps are bounded;
 *    - structure (subquery, OR and UNION headings) and sorting of bounded rows.
 * 2. Or the first step scans one table and LIMIT ends the scan: `limit` is given and at most {@link maxPointRows}; the
 *    text has no condition (other than `WHERE 1`), grouping, DISTINCT, compound, function call or view, so that every
 *    visited row is a result row; nothing is sorted by a temp B-tree; every other step is a LEFT JOIN to at most one row.
 * 3. Or the text is `SELECT count(*) FROM table` (with at most `WHERE 1`): SQLite counts pages of its smallest index.
 *
 * Everything else is `scan`, as is every plan this file does not know. A proof is about numbers of rows and not about time
 * (a value can be megabytes long), so what took long in the main process runs in a reader for a while.
 */
export interface Reach {
  /** Cached per text until the schema may have changed. Text that SQLite refuses is `point`: it fails at once. */
  of(sql: string, limit?: number): ReadReach
  /** Hears how long a text ran as `point`. */
  took(sql: string, ms: number): void
  /** The schema may have changed: plans are asked for again. */
  forget(): void
}

export interface ReachOptions {
  /** Milliseconds from any fixed moment. */
  readonly now?: () => number
}

/**
 * Rows that one statement may visit while the main thread waits. 1,000 rows of 11 texts, the largest page, take about
 * 1 ms; receiving them from a reader process takes the main thread as long.
 */
export const maxPointRows = 1000
const maxCachedTexts = 4096
/** Longer than this, nobody else should have waited for. */
export const maxPointMs = 25
/** One wait in this time is what a text can cost the others. */
const distrustMs = 60_000

/** `limited`: `point` when its LIMIT is low enough. */
type Verdict = ReadReach | 'limited'

export const createReach = (
  connection: Connection,
  { now = () => performance.now() }: ReachOptions = {},
): Reach => {
  const verdicts = createLru<string, Verdict>(maxCachedTexts)
  /** Texts that were slow, with the time until which they are a scan. */
  const slow = createLru<string, number>(maxCachedTexts)
  const judge = (sql: string): Verdict => {
    const verdict = verdicts.get(sql) ?? classify(connection, sql)
    verdicts.set(sql, verdict)
    return verdict
  }
  return {
    of(sql, limit) {
      const verdict = judge(sql)
      if (verdict === 'scan' || now() < (slow.get(sql) ?? -Infinity)) return 'scan'
      if (verdict === 'point') return 'point'
      return limit !== undefined && limit <= maxPointRows ? 'point' : 'scan'
    },
    took(sql, ms) {
      if (ms > maxPointMs) slow.set(sql, now() + distrustMs)
    },
    forget() {
      verdicts.clear()
    },
  }
}

const classify = (connection: Connection, sql: string): Verdict => {
  const plan = explain(connection, sql)
  // SQLite refuses the text, so running it costs nothing.
  if (plan === undefined) return 'point'
  const steps = plan.map(({ text }) => text)
  if (isBounded(connection, steps) && !multiplies(plan)) return 'point'
  const text = maskLiterals(sql)
  if (isPlainCount(connection, sql, text, steps)) return 'point'
  if (isLimitedScan(connection, text, steps) && !namesView(connection, sql)) return 'limited'
  return 'scan'
}

const explain = (connection: Connection, sql: string): readonly PlanStep[] | undefined => {
  try {
    return connection.explain(sql)
  } catch {
    return undefined
  }
}

const searchStep =
  /^SEARCH .+ USING (?:INTEGER PRIMARY KEY|(?:COVERING )?INDEX (?<index>.+)) \((?<terms>.+)\)(?: LEFT-JOIN| EXISTS)*$/
const scanStep = /^SCAN (?<name>.+?)(?: USING (?:COVERING )?INDEX .+)?$/
const virtualStep = /^SCAN .+ VIRTUAL TABLE INDEX \d+:/
const subqueryStep = /^(?:CO-ROUTINE|MATERIALIZE) (?<name>.+)$/
const structureStep =
  /^(?:(?:CORRELATED )?(?:SCALAR|LIST) SUBQUERY \d+|REUSE (?:SCALAR|LIST) SUBQUERY \d+|MULTI-INDEX OR|INDEX \d+|COMPOUND QUERY|LEFT-MOST SUBQUERY|(?:UNION|INTERSECT|EXCEPT)(?: ALL)?(?: USING TEMP B-TREE)?|USE TEMP B-TREE FOR .+|SCAN CONSTANT ROW)$/

const isBounded = (connection: Connection, steps: readonly string[]): boolean => {
  const subqueries = new Set(
    steps.flatMap((step) => {
      const match = subqueryStep.exec(step)
      return match?.groups?.['name'] ?? []
    }),
  )
  return steps.every((step) => {
    if (structureStep.test(step) || subqueryStep.test(step)) return true
    if (virtualStep.test(step)) return !hasVirtualTables(connection)
    if (findsOneRow(connection, step)) return true
    const name = scanStep.exec(step)?.groups?.['name']
    return name !== undefined && subqueries.has(name)
  })
}

/** Whether the elements of a value are visited for each element of another. */
const multiplies = (plan: readonly PlanStep[]): boolean => {
  const isList = ({ text }: PlanStep): boolean => virtualStep.test(text)
  const byId = new Map(plan.map((step) => [step.id, step]))
  /** Loops around a step: those before it below the same parent, and around that parent. */
  const around = (step: PlanStep): readonly PlanStep[] => {
    const before = plan.filter(({ id, parent }) => parent === step.parent && id < step.id)
    const above = byId.get(step.parent)
    return above === undefined ? before : [...before, ...around(above)]
  }
  return plan.some((step) => isList(step) && around(step).some(isList))
}

const findsOneRow = (connection: Connection, step: string): boolean => {
  const { index, terms = '' } = searchStep.exec(step)?.groups ?? {}
  if (!/^[^<>]*$/.test(terms)) return false
  if (index === undefined) return terms === 'rowid=?'
  const columns = terms.split(' AND ').length
  return connection.some(uniqueIndexSql, [index, columns])
}

const uniqueIndexSql = `
  SELECT 1 FROM sqlite_schema s, pragma_index_list(s.tbl_name) l
  WHERE s.type = 'index' AND s.name = ?1 AND l.name = s.name AND l."unique" = 1
    AND ?2 = (SELECT count(*) FROM pragma_index_info(l.name) i
              JOIN pragma_table_info(s.tbl_name) c ON c.cid = i.cid AND c."notnull" = 1)
    AND ?2 = (SELECT count(*) FROM pragma_index_info(l.name))`

/** A virtual table of the database's own could be of any size; the built-in table-valued functions read one value. */
const hasVirtualTables = (connection: Connection): boolean =>
  connection.some(`SELECT 1 FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'`, [])

/** The plan shows the tables of a view but not its conditions. */
const namesView = (connection: Connection, sql: string): boolean =>
  connection.some(
    `SELECT 1 FROM sqlite_schema WHERE type = 'view' AND instr(lower(?), lower(name)) > 0`,
    [sql],
  )

/** String literals and quoted names become `_`, so that the words that are left are SQL's. */
const maskLiterals = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g, '_')

const isPlainCount = (
  connection: Connection,
  sql: string,
  text: string,
  steps: readonly string[],
): boolean => {
  if (
    !/^\s*SELECT\s+count\(\*\)\s+FROM\s+\w+(?:\s+(?:AS\s+)?\w+)?(?:\s+WHERE\s+1)?\s*$/i.test(text)
  )
    return false
  const [step, ...others] = steps
  if (step === undefined || others.length > 0 || !step.startsWith('SCAN ')) return false
  const name = /FROM\s+(?:`((?:[^`]|``)*)`|"((?:[^"]|"")*)"|\[([^\]]*)\]|(\w+))/i
    .exec(sql)
    ?.slice(1)
  const table = name?.find((each) => each !== undefined)
  if (table === undefined) return false
  // A view of that name would be computed; a table is only counted.
  return connection.some(
    `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE`,
    [table],
  )
}

const manyRowsWords =
  /\b(?:WHERE(?!\s+1(?:\s+(?:ORDER|LIMIT)\b|\s*$))|HAVING|GROUP|DISTINCT|UNION|INTERSECT|EXCEPT|WITH|OVER|\w+\s*\()/i

const isLimitedScan = (connection: Connection, text: string, steps: readonly string[]): boolean => {
  if (!/\bLIMIT\b/i.test(text) || manyRowsWords.test(text)) return false
  const [scan, ...joins] = steps
  if (scan === undefined || !scanStep.test(scan) || virtualStep.test(scan)) return false
  return joins.every((step) => step.endsWith(' LEFT-JOIN') && findsOneRow(connection, step))
}
