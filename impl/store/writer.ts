import { isBusy, isConstraint, type Connection, resultCodeOf } from './connection.ts'
import { createLru } from './lru.ts'
import type { CommitOutcome, Row, WriteUnit } from './store.ts'

/**
 * The only way to write. Units queue; one transaction takes all that are queued, each in a savepoint of its own, and no
 * caller hears of its unit before the transaction is committed. Units are data, so a transaction that SQLite gave up as
 * a whole is run again without the unit that broke it.
 */
export interface Writer {
  commit(unit: WriteUnit): Promise<CommitOutcome>
  /** Commits what is queued; units that come later are answered `failed`. */
  drain(): Promise<void>
}

export interface WriterOptions {
  /** Nobody else may use it. */
  readonly connection: Connection
  /** Called after the commit, in order, before any caller of the group hears of it. Must not throw. */
  readonly onCommitted: (unit: WriteUnit, revision: number) => void
  readonly nextRevision: () => number
}

/** Outcomes kept for callers that ask again; they ask at once or never. */
const maxRememberedKeys = 1024
/** Bounds how long one transaction keeps the event loop: about 5 ms of plain inserts. */
const maxUnitsPerGroup = 512

/**
 * Pauses between attempts to get the write lock while another process holds it: those of SQLite's own busy handler up to
 * the busy_timeout of 10 s, then the twelve that PocketBase has. SQLite's handler itself would sleep on the
 * thread that answers HTTP.
 */
const lockPausesMs: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50],
  ...Array.from({ length: 98 }, () => 100),
  ...[100, 150, 200, 300, 400, 500, 700, 1000, 1000, 1000, 1000, 1000],
]

interface Queued {
  readonly unit: WriteUnit
  readonly answer: (outcome: CommitOutcome) => void
}

type Taken = Readonly<Record<string, readonly Row[]>>

/** What became of a unit inside its transaction; `applied` is written once the COMMIT succeeds. */
type Applied =
  | { readonly kind: 'applied'; readonly taken: Taken }
  | Exclude<CommitOutcome, { readonly kind: 'ok' }>

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const nextTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createWriter = (options: WriterOptions): Writer => {
  const { connection, onCommitted, nextRevision } = options
  const remembered = createLru<string, CommitOutcome>(maxRememberedKeys)
  const pending = new Map<string, Promise<CommitOutcome>>()
  const queue: Queued[] = []
  let flushing: Promise<void> | undefined
  let closed = false

  // BEGIN answers at once instead of sleeping (lockPausesMs); inside the transaction nothing else can be locked.
  connection.run('PRAGMA busy_timeout = 0')

  const answerGroup = (group: readonly Queued[], applied: readonly Applied[]): void => {
    const outcomes = applied.map((each): CommitOutcome => {
      if (each.kind !== 'applied') return each
      return { kind: 'ok', revision: nextRevision(), taken: each.taken }
    })
    for (const [index, { unit }] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome?.kind === 'ok') onCommitted(unit, outcome.revision)
    }
    for (const [index, { unit, answer }] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome === undefined) continue
      pending.delete(unit.key)
      if (outcome.kind === 'ok') remembered.set(unit.key, outcome)
      answer(outcome)
    }
  }

  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      // Everything that asks to write in this turn of the event loop shares the transaction.
      await nextTick()
      const group = queue.splice(0, maxUnitsPerGroup)
      const units = group.map(({ unit }) => unit)
      answerGroup(group, await commitGroup(connection, units))
    }
    flushing = undefined
  }

  return {
    commit(unit) {
      if (closed) return Promise.resolve({ kind: 'failed', text: 'The store is closed.' })
      const known = remembered.get(unit.key)
      if (known) return Promise.resolve(known)
      const underWay = pending.get(unit.key)
      if (underWay) return underWay
      const outcome = new Promise<CommitOutcome>((answer) => queue.push({ unit, answer }))
      pending.set(unit.key, outcome)
      flushing ??= flush()
      return outcome
    },
    async drain() {
      closed = true
      await flushing
    },
  }
}

/** Runs the units in one transaction. Results are in the order of the units; none is reported before the COMMIT. */
const commitGroup = async (
  connection: Connection,
  units: readonly WriteUnit[],
): Promise<readonly Applied[]> => {
  try {
    await begin(connection)
  } catch (error) {
    return units.map(() => ({ kind: 'failed', text: textOf(error) }))
  }
  const results: Applied[] = []
  for (const [index, unit] of units.entries()) {
    const result = applyUnit(connection, unit)
    if (!connection.inTransaction) {
      // The unit took the transaction down with it: the others were not written and run again without it.
      const others = await commitGroup(connection, units.toSpliced(index, 1))
      return others.toSpliced(index, 0, result)
    }
    results.push(result)
  }
  try {
    connection.run('COMMIT')
    return results
  } catch (cause) {
    if (units.length === 1) return [{ kind: 'unknown', cause }]
    if (!connection.inTransaction) return units.map(() => ({ kind: 'unknown', cause }))
    // Still open, so nothing was written: alone, each unit answers for itself.
    const alone: Applied[] = []
    for (const unit of units) alone.push(...(await commitGroup(connection, [unit])))
    return alone
  }
}

/** Rejects when the lock stays with another process through all pauses. */
const begin = async (connection: Connection): Promise<void> => {
  // A COMMIT that failed leaves its transaction open.
  if (connection.inTransaction) connection.run('ROLLBACK')
  for (const pauseMs of lockPausesMs) {
    try {
      connection.run('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error)) throw error
    }
    await Bun.sleep(pauseMs)
  }
  connection.run('BEGIN IMMEDIATE')
}

const applyUnit = (connection: Connection, unit: WriteUnit): Applied => {
  const progress: Progress = { step: 0 }
  try {
    connection.run('SAVEPOINT unit')
    const result = applySteps(connection, unit, progress)
    if (result.kind !== 'applied') connection.run('ROLLBACK TO unit')
    connection.run('RELEASE unit')
    return result
  } catch (error) {
    // Some errors (disk full, I/O) end the transaction and the savepoint with it.
    if (connection.inTransaction) takeBack(connection)
    return {
      kind: isConstraint(error) ? 'constraint' : 'failed',
      text: textOf(error),
      code: resultCodeOf(error),
      ...progress,
    }
  }
}

/** Undoes the unit; without its savepoint, the transaction with it, so that the others are run again. */
const takeBack = (connection: Connection): void => {
  try {
    connection.run('ROLLBACK TO unit')
    connection.run('RELEASE unit')
  } catch {
    // What kept it from being undone may have ended the transaction already.
    if (connection.inTransaction) connection.run('ROLLBACK')
  }
}

/** The position of the step that is being applied, for whoever hears that it failed. */
interface Progress {
  step: number
}

const applySteps = (connection: Connection, unit: WriteUnit, progress: Progress): Applied => {
  const taken: Record<string, readonly Row[]> = {}
  for (const [position, step] of unit.steps.entries()) {
    progress.step = position
    switch (step.kind) {
      case 'guard':
        if (connection.some(step.sql, step.args) !== (step.expect === 'some')) {
          return { kind: 'refused', tag: step.tag, step: position }
        }
        break
      case 'write':
        connection.run(step.sql, step.args)
        break
      case 'take':
        taken[step.as] = connection.all(step.sql, step.args)
        break
      default:
        step satisfies never
    }
  }
  return { kind: 'applied', taken }
}
