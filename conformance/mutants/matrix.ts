import type { Target } from '../harness/target.ts'
import { countVerdicts, readLines, writeLines } from '../report/lines.ts'
import type { Family } from './families.ts'
import type { Candidate, Proved } from './prove.ts'
import type { VerdictKind } from './rules.ts'

/** Version of the line format below; a change of it is announced in the changelog. */
const format = 1
const schema = 'plumbline/prove'

/** First line of a kill matrix. */
export interface MatrixHeader {
  readonly type: 'header'
  readonly schema: typeof schema
  readonly format: typeof format
  readonly target: string
  readonly version: string
  readonly at: string
  /** Given when only a sample was judged: its seed. */
  readonly seed?: number
  /** Given when the run was ended before its time: how many of its mutants had been judged. */
  readonly partial?: { readonly judged: number; readonly of: number }
  /** How many mutants there are in all, before any was drawn or left out. */
  readonly generated: number
  /** Cases that hold on the target, and so may kill. */
  readonly cases: number
}

/** What one case made of the mutant: `requirement`, its outcome, and the claims that noticed. */
export interface MatrixCell {
  readonly requirement: string
  readonly outcome: string
  readonly noticed: readonly string[]
}

/** A row of the matrix: one mutant against the cases that saw its wrong answers. */
export interface MutantLine {
  readonly type: 'mutant'
  readonly id: string
  readonly family: Family
  /** The area of the contract that it belongs to. */
  readonly area: string
  readonly operation: string
  /** What a server may do unnoticed, if it survives. */
  readonly says: string
  readonly verdict: VerdictKind
  /** How many cases ask for the operation, how many failed, and how many may. */
  readonly reached: number
  readonly failed: number
  readonly limit: number
  /** Claims that failed and that the mutant names, as `requirement / claim`. */
  readonly killedBy: readonly string[]
  readonly cells: readonly MatrixCell[]
}

/** Last line: a file without it was cut off. */
export interface MatrixFooter {
  readonly type: 'footer'
  readonly mutants: number
  readonly verdicts: Readonly<Partial<Record<VerdictKind, number>>>
}

export interface Matrix {
  readonly header: MatrixHeader
  readonly mutants: readonly MutantLine[]
}

export const lineOfMutant = (proved: Proved): MutantLine => {
  const { mutant, kind, reached, failed, limit, killedBy, affected } = proved
  const family = familyOf(mutant)
  const operation = 'operation' in mutant ? mutant.operation.id : (mutant.id.split('/')[0] ?? '')
  return {
    type: 'mutant',
    id: mutant.id,
    family,
    area: operation.split('.')[0] ?? '',
    operation,
    says: mutant.says,
    verdict: kind,
    reached,
    failed,
    limit,
    killedBy: killedBy.map(({ requirement, claim }) => `${requirement} / ${claim}`),
    cells: affected.map(({ requirement, outcome, noticed }) => ({ requirement, outcome, noticed })),
  }
}

const familyOf = (mutant: Candidate): Family => {
  if ('family' in mutant) return mutant.family
  return 'requirement' in mutant ? 'sentence' : 'hand'
}

export const headerOf = (
  target: Pick<Target, 'name' | 'version'>,
  facts: Pick<MatrixHeader, 'generated' | 'cases' | 'seed' | 'partial'>,
): MatrixHeader => ({
  type: 'header',
  schema,
  format,
  target: target.name,
  version: target.version,
  at: new Date().toISOString(),
  ...facts,
})

/** Writes a kill matrix as JSON lines: header, one line per mutant in the order of ids, footer. */
export const writeMatrix = (path: string, { header, mutants }: Matrix): void => {
  const sorted = mutants.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const footer: MatrixFooter = {
    type: 'footer',
    mutants: mutants.length,
    verdicts: countVerdicts(mutants),
  }
  writeLines(path, [header, ...sorted, footer])
}

/** Reads a kill matrix back; refuses one that is of another format, empty or cut off. One of a part of a run says so in its header. */
export const readMatrix = async (path: string): Promise<Matrix> => {
  const file = Bun.file(path)
  if (!(await file.exists()))
    throw new Error(`${path} does not exist; run: bun run plumbline prove`)
  const [header, ...rest] = await readLines<MatrixHeader | MutantLine | MatrixFooter>(path)
  if (header?.type !== 'header' || header.schema !== schema || header.format !== format) {
    throw new Error(`${path} is not a kill matrix of format ${format}`)
  }
  const footer = rest.at(-1)
  const mutants = rest.filter((line) => line.type === 'mutant')
  if (footer?.type !== 'footer' || footer.mutants !== mutants.length) {
    throw new Error(`${path} is cut off: it has ${mutants.length} mutants and no matching footer`)
  }
  return { header, mutants }
}
