import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Case } from '../../harness/case.ts'
import { inParallel } from '../../harness/in-parallel.ts'
import { seededRandom, shuffle } from '../../harness/random.ts'
import { runCase } from '../../harness/run-case.ts'
import type { RunningServer, Target } from '../../harness/target.ts'
import { launchedTarget } from '../../targets/launch.ts'
import { makeTemporaryDir, removeTemporaryDir } from '../../targets/leftovers.ts'
import type { MutantLine } from '../matrix.ts'
import { type CaseResult, decide, failureLimit, isConcernedBy } from '../rules.ts'
import { applyEdit, type Edit, editsOf } from './ast.ts'
import { referenceTree, type SourceTree } from './source.ts'

/** Parts of the reference server's source that are mutated, and the sentences whose cases have to notice. */
export const sourceParts: Readonly<Record<string, readonly string[]>> = {
  'impl/rules': ['filter.', 'sort.', 'rules.', 'records.rule', 'collections.rules'],
  'impl/fields': ['values.', 'schema.', 'records.body', 'records.create', 'collections.fields'],
  'impl/records': ['records.', 'values.', 'page.', 'expand.', 'fields.', 'rules.'],
}

/** One small mistake in one file. */
export interface SourceEdit extends Edit {
  readonly part: string
  /** Relative to the tree's root. */
  readonly file: string
}

const canJudge = ({ id, lane }: Case, prefixes: readonly string[]): boolean =>
  lane === 'shared' && isConcernedBy(id, prefixes)

/** Whether a case judges any mistake of a source. */
export const judgesSource = (subject: Case): boolean =>
  canJudge(subject, Object.values(sourceParts).flat())

/** Every mistake that the source offers, in the order of files. */
export const sourceEdits = (root: string = referenceTree.root): readonly SourceEdit[] =>
  Object.keys(sourceParts).flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .toSorted()
      .flatMap((name) => {
        const path = join(root, part, name)
        const file = relative(root, path)
        return editsOf(path, readFileSync(path, 'utf8')).map((edit) => ({ ...edit, part, file }))
      }),
  )

export interface SourceProof {
  /** Those that hold on the source as it is. */
  readonly cases: readonly Case[]
  readonly tree?: SourceTree
  readonly onJudged: (line: MutantLine) => void
}

/** At once on one server. */
const width = 8

/** Judges a sample of mistakes, each in a copy of the tree, by the cases of its part that run on a shared server. */
export const proveSource = async (
  edits: readonly SourceEdit[],
  { cases, tree = referenceTree, onJudged }: SourceProof,
): Promise<void> => {
  const copy = makeTemporaryDir('plumbline-source-')
  try {
    for (const part of tree.parts)
      cpSync(join(tree.root, part), join(copy, part), { recursive: true })
    symlinkSync(join(tree.root, 'node_modules'), join(copy, 'node_modules'))
    for (const edit of edits) {
      const path = join(copy, edit.file)
      const source = readFileSync(path, 'utf8')
      writeFileSync(path, applyEdit(source, edit))
      const line = await judgeEdit(edit, cases, launchedTarget(tree.program(copy)))
      writeFileSync(path, source)
      onJudged(line)
    }
  } finally {
    removeTemporaryDir(copy)
  }
}

export const drawEdits = (edits: readonly SourceEdit[], count: number, seed: number) =>
  shuffle(edits, seededRandom(seed)).slice(0, count)

const judgeEdit = async (
  edit: SourceEdit,
  cases: readonly Case[],
  target: Target,
): Promise<MutantLine> => {
  const prefixes = sourceParts[edit.part] ?? []
  const concerned = cases.filter((subject) => canJudge(subject, prefixes))
  const limit = failureLimit(concerned.length)
  const affected: CaseResult[] = []
  try {
    const server = await launchOrNot(target)
    // A server that does not start is noticed by anybody.
    if (server === undefined) return lineOf(edit, { reached: 0, affected, isStillborn: true })
    await inParallel(concerned, width, async (subject) => {
      if (affected.length > limit) return
      const { outcome, failures } = await runCase(subject, { target, server })
      if (outcome.kind === 'pass') return
      const isOurs = outcome.kind === 'harness-error'
      const noticed = [...failures.keys()]
      const kind = isOurs ? 'harness-error' : noticed.length > 0 ? 'fail' : 'blocked'
      const cause = isOurs ? { cause: String(outcome.cause) } : {}
      affected.push({ requirement: subject.id, outcome: kind, noticed, ...cause })
    })
    await server.close()
    return lineOf(edit, { reached: concerned.length, affected, isStillborn: false })
  } finally {
    await target.close()
  }
}

const launchOrNot = async (target: Target): Promise<RunningServer | undefined> => {
  try {
    return await target.launch({})
  } catch {
    return undefined // what it printed is about a mistake that was made on purpose
  }
}

const lineOf = (
  { file, at, says, part }: SourceEdit,
  seen: {
    readonly reached: number
    readonly affected: readonly CaseResult[]
    readonly isStillborn: boolean
  },
): MutantLine => {
  const { reached, affected, isStillborn } = seen
  const all = () => true
  const decision = decide({ reached, affected, names: all, concerns: all })
  // Whether a case came to the place is not known: a mistake that none notices has survived.
  const unseen = decision.kind === 'not-reached' ? 'survived' : decision.kind
  return {
    type: 'mutant',
    id: `${file}:${at}: ${says}`,
    family: 'source',
    area: part,
    operation: file,
    says: `In ${file} at ${at}: ${says}`,
    verdict: isStillborn ? 'smoke' : unseen,
    reached,
    failed: decision.failed,
    limit: decision.limit,
    killedBy: decision.killedBy.map(({ requirement, claim }) => `${requirement} / ${claim}`),
    cells: affected.map(({ requirement, outcome, noticed }) => ({ requirement, outcome, noticed })),
  }
}
