import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { requirementById, type RequirementId } from '../../../spec/registry.ts'
import type { Case } from '../../harness/case.ts'
import { schedule } from '../../harness/scheduler.ts'
import { launchedTarget } from '../../targets/launch.ts'
import { makeTemporaryDir, removeTemporaryDir } from '../../targets/leftovers.ts'
import { runToEnd } from '../../targets/process.ts'
import { type Program, referenceProgram } from '../../targets/program.ts'
import { casesOf, failedControl, type MutantVerdict, verdictOfRuns } from '../judge.ts'
import type { ClaimName } from '../mutant.ts'

/**
 * A mistake in the reference server's source, as a patch beside this file. Lines before the diff that begin with `# kills:`
 * name, as `requirement id / claim`, what must fail; other lines there say how the server is wrong.
 */
export interface SourceMutant {
  readonly name: string
  /** Absolute path of the patch. */
  readonly file: string
  readonly kills: readonly ClaimName[]
}

/** A patch that is not what it should be; the message names the file and what to change in it. */
export class PatchError extends Error {
  override readonly name = 'PatchError'
}

/** All patches in a directory, by name. */
export const readSourceMutants = (directory: string = import.meta.dir): readonly SourceMutant[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.patch'))
    .toSorted()
    .map((name) => readSourceMutant(join(directory, name)))

/** @throws PatchError when it names no claim, or a requirement that does not exist. */
export const readSourceMutant = (file: string): SourceMutant => {
  const name = basename(file, '.patch')
  const [head = ''] = readFileSync(file, 'utf8').split(/^(?:diff |--- )/m)
  const kills = [...head.matchAll(/^# kills: (.*)$/gm)].map(([, text = '']) =>
    readClaim(name, text),
  )
  if (kills.length === 0) {
    throw new PatchError(
      `${name}.patch: no line "# kills: <requirement id> / <claim>" before the diff`,
    )
  }
  return { name, file, kills }
}

const readClaim = (name: string, text: string): ClaimName => {
  const [, id = '', claim = ''] = /^(\S+) \/ (.+)$/.exec(text.trim()) ?? []
  if (claim === '') {
    throw new PatchError(`${name}.patch: "${text}" is not "<requirement id> / <claim>"`)
  }
  return { requirement: requireId(name, id), claim }
}

const requireId = (name: string, id: string): RequirementId => {
  try {
    // requirementById throws for anything that is not one.
    return requirementById(id as RequirementId).id
  } catch (error) {
    throw new PatchError(`${name}.patch: "${id}" is not a requirement`, { cause: error })
  }
}

export interface SourceTree {
  readonly root: string
  /** What the server consists of, relative to the root. */
  readonly parts: readonly string[]
  /** The server of a copy of the tree. */
  program(root: string): Program
}

export const referenceTree: SourceTree = {
  root: resolve(import.meta.dir, '../../..'),
  parts: ['impl', 'spec', 'plumbline.ts', 'package.json', 'tsconfig.json'],
  program: referenceProgram,
}

/**
 * Applies a patch to a copy of the tree and judges the server started from there.
 * @throws PatchError when the patch does not fit the tree any more.
 */
export const judgeSourceMutant = async (
  mutant: SourceMutant,
  cases: readonly Case[],
  tree: SourceTree = referenceTree,
): Promise<MutantVerdict> => {
  const named = casesOf(mutant.kills, cases)
  const control = failedControl(await judgeTree(tree.root, named, tree))
  if (control !== undefined) return control
  return withMutant(mutant, tree, async (copy) =>
    verdictOfRuns(mutant.kills, await judgeTree(copy, named, tree)),
  )
}

/**
 * Applies a patch to a copy of the tree, which is gone afterwards.
 * @throws PatchError when the patch does not fit the tree any more.
 */
export const withMutant = async <T>(
  mutant: SourceMutant,
  tree: SourceTree,
  use: (root: string) => Promise<T>,
): Promise<T> => {
  const copy = makeTemporaryDir('plumbline-mutant-')
  try {
    for (const part of tree.parts)
      cpSync(join(tree.root, part), join(copy, part), { recursive: true })
    symlinkSync(join(tree.root, 'node_modules'), join(copy, 'node_modules'))
    await applyPatch(mutant, copy)
    return await use(copy)
  } finally {
    removeTemporaryDir(copy)
  }
}

const judgeTree = async (root: string, cases: readonly Case[], tree: SourceTree) => {
  const target = launchedTarget(tree.program(root))
  try {
    return await schedule({ target, cases, seed: 1 })
  } finally {
    await target.close()
  }
}

const applyPatch = async ({ name, file }: SourceMutant, copy: string): Promise<void> => {
  const { code, stderr } = await runToEnd(['git', 'apply', '--whitespace=nowarn', file], {
    cwd: copy,
    // A copy below somebody's repository is still not a part of it.
    env: { GIT_CEILING_DIRECTORIES: resolve(copy, '..') },
  })
  if (code === 0) return
  throw new PatchError(
    `${name}.patch does not fit the source any more; make it anew: ${stderr.trim()}`,
  )
}
