import { interruptible } from '../interruptible.ts'
import { createProgress } from '../report/progress.ts'
import { print } from '../run-command.ts'
import type { Target } from '../harness/target.ts'
import { headerOf, type MatrixHeader, type MutantLine, writeMatrix } from './matrix.ts'
import { describeSummary } from './summary.ts'

export interface Judging {
  /** Of the kill matrix. */
  readonly path: string
  readonly target: Pick<Target, 'name' | 'version'>
  readonly facts: Pick<MatrixHeader, 'generated' | 'cases' | 'seed'>
  /** How many there are to be judged. */
  readonly total: number
  /** Judges them, and tells of each. */
  judgeAll(onJudged: (line: MutantLine) => void): Promise<void>
}

/**
 * Judges mutants and writes the kill matrix. When somebody interrupts that, or the suite itself fails, what was judged until then
 * is written, as a part.
 */
export const judgeInto = async (judging: Judging): Promise<readonly MutantLine[]> => {
  const { path, target, facts, total, judgeAll } = judging
  const progress = createProgress(total, process.stdout)
  const lines: MutantLine[] = []
  const write = (part: Pick<MatrixHeader, 'partial'>): void => {
    progress.end()
    writeMatrix(path, { header: headerOf(target, { ...facts, ...part }), mutants: lines })
    print(`\n${describeSummary(lines)}\n\nwritten to ${path}`)
  }
  const keepPart = (): void => {
    print(`only ${lines.length} of ${total} mutants were judged`)
    // An earlier matrix is worth more than none.
    if (lines.length > 0) write({ partial: { judged: lines.length, of: total } })
  }
  try {
    await interruptible(keepPart, () =>
      judgeAll((line) => {
        lines.push(line)
        progress.step(line.verdict === 'survived' || line.verdict === 'harness-defect')
      }),
    )
  } catch (error) {
    keepPart()
    throw error
  }
  write({})
  return lines
}
