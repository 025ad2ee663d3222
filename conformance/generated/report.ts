import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { quoteShell } from '../harness/exchange.ts'
import { aroundDifference } from '../report/around-difference.ts'
import type { Both } from './pair.ts'
import type { Disagreement } from './run-session.ts'
import type { Step } from './session.ts'

/** Version of the file and ledger formats below; a change of it is announced in the changelog. */
const format = 1

/** Who sends a step, as the header of a command; a token that was kept stands under its name. */
const senderOf = ({ by = 'superuser' }: Step): readonly string[] => {
  if (by === 'guest') return []
  return [`-H "Authorization: ${tokenOf(by)}"`]
}

const tokenOf = (by: Exclude<Step['by'], 'guest' | undefined>): string => {
  if (typeof by !== 'object') return by === 'user' ? '$USER_TOKEN' : '$TOKEN'
  return 'token' in by ? by.token : `$TOKEN_OF_${by.id}`
}

/** A command that repeats a step on the server at `$URL` with the superuser token `$TOKEN`. */
const toCurl = (step: Step): string => {
  const { method, path, json, body, headers = {}, keep = {} } = step
  const kept = Object.entries(keep).map(([name, pointer]) => `# {{${name}}} is ${pointer}`)
  if (method === 'MAIL') return [`# the next mail to ${path}`, ...kept].join(' ')
  const sent = json === undefined ? body : { type: 'application/json', text: JSON.stringify(json) }
  return [
    ...[`curl -X ${method} "$URL"${quoteShell(path)}`, ...senderOf(step)],
    ...Object.entries(headers).map(([name, value]) => `-H ${quoteShell(`${name}: ${value}`)}`),
    ...(sent === undefined
      ? []
      : [`-H ${quoteShell(`Content-Type: ${sent.type}`)} --data-binary ${quoteShell(sent.text)}`]),
    ...kept,
  ].join(' ')
}

/** The story of a disagreement: the steps as commands with what both said, and the two things that differ. */
export const describeDisagreement = (
  { about, seen, lived }: Disagreement,
  names: Both<string>,
): string => {
  const who = about === 'model' ? 'both and the model' : `${names.a} and ${names.b}`
  const what = about === 'silence' ? 'are not both heard' : 'disagree'
  const where = about === 'disk' ? 'what is on disk' : 'the last answer'
  return [
    `${who} ${what} after ${lived.length} steps, about ${where}:`,
    ...lived.map(
      ({ step, answers }) => `  ${toCurl(step)}\n    # -> ${answers.a.status ?? answers.a.body}`,
    ),
    `${about === 'model' ? 'both' : names.a}:\n  ${aroundDifference(seen.a, seen.b)}`,
    `${about === 'model' ? 'the model' : names.b}:\n  ${aroundDifference(seen.b, seen.a)}`,
  ].join('\n')
}

/** Writes a disagreement as a JSON file whose `steps` can be played again. At once: whoever waits may be interrupted. */
export const writeDisagreement = (
  path: string,
  disagreement: Disagreement & { readonly seed: number },
  names: Both<string>,
): void => {
  const { about, seen, seed, lived } = disagreement
  const steps = lived.map(({ step }) => step)
  const answers = lived.map((each) => each.answers)
  const file = { format, names, seed, about, seen, steps, answers }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`)
}

/** The steps of a file that {@link writeDisagreement} wrote. Throws when it is of another format. */
export const readSteps = async (path: string): Promise<readonly Step[]> => {
  // The file is ours, which its format says.
  const file = (await Bun.file(path).json()) as {
    readonly format?: number
    readonly steps?: readonly Step[]
  }
  if (file.format === format && file.steps !== undefined) return file.steps
  throw new Error(`${path} is not a disagreement of format ${format}`)
}

/** One run in `reports/fuzz.jsonl`. */
export interface LedgerLine {
  readonly subject: string
  readonly a: string
  readonly b: string
  /** Version of the contract that `b` keeps. */
  readonly version: string
  readonly seeds: readonly number[]
  readonly sequences: number
  readonly steps: number
  /** Requests with a body of their own making; absent where there are none. */
  readonly bodies?: number
  /** Lists that were asked for, what rules decided, and how much of it the model does not decide. */
  readonly queries?: number
  readonly decisions?: number
  readonly undecided?: number
  readonly disagreements: number
  /** Known difference -> how often it was met. */
  readonly known: Readonly<Record<string, number>>
  readonly seconds: number
}

/** The commit that is checked out; `+` when the working tree differs from it. */
export const commitOf = async (): Promise<string> => {
  const commit = await git('rev-parse', '--short', 'HEAD')
  const changes = await git('status', '--porcelain', '--', 'impl', 'conformance', 'spec')
  return changes === '' ? commit : `${commit}+`
}

/** Appends a run to the ledger, with the commit it was made at (of {@link commitOf}). */
export const appendLedger = (path: string, commit: string, line: LedgerLine): void => {
  const entry = { format, commit, at: new Date().toISOString(), ...line }
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${JSON.stringify(entry)}\n`)
}

const git = async (...args: readonly string[]): Promise<string> => {
  const child = Bun.spawn(['git', ...args], {
    cwd: import.meta.dir,
    stdout: 'pipe',
    stderr: 'ignore',
  })
  const [text, code] = await Promise.all([new Response(child.stdout).text(), child.exited])
  return code === 0 ? text.trim() : 'unknown'
}
