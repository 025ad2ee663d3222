import { join, relative, resolve } from 'node:path'
import { fillPlace, readmePath } from '../report/readme.ts'
import { markdownTable } from '../report/table.ts'
import { chartOf } from './chart.ts'
import { type BenchFile, readBenchFile, type ScenarioResult } from './results.ts'
import { median } from './statistics.ts'
import { summarizeLoad } from './summary.ts'
import { publicTable, tablesOf, unmeasured } from './table.ts'

/**
 * What is made of committed results: a table in the README, charts, and the page of the public workload. A function of
 * the results alone, so that CI can see whether it is up to date.
 */
const root = resolve(import.meta.dir, '../..')

/** A file that follows from results: what it should hold and what it holds. */
interface Derived {
  readonly path: string
  readonly wanted: string
  readonly found: string
}

const readText = async (path: string): Promise<string> => {
  const file = Bun.file(path)
  return (await file.exists()) ? file.text() : ''
}

const derive = async (results: string): Promise<readonly Derived[]> => {
  const main = await readBenchFile(join(results, 'main.json'))
  const workload = await readBenchFile(join(results, 'public.json'))
  const section = sectionOf({ main, workload, results: relative(root, resolve(results)) })
  const files: (readonly [string, string])[] = [
    [readmePath, fillPlace(await readText(readmePath), 'bench', section)],
  ]
  if (main !== undefined) {
    for (const scheme of ['light', 'dark'] as const) {
      files.push([join(results, `main-${scheme}.svg`), chartOf(main, scheme)])
    }
  }
  if (workload !== undefined) files.push([join(results, 'public.md'), publicPage(workload)])
  return Promise.all(
    files.map(async ([path, wanted]) => ({ path, wanted, found: await readText(path) })),
  )
}

/** Brings everything that follows from the committed results up to date. */
export const publish = async (results: string): Promise<void> => {
  for (const { path, wanted, found } of await derive(results)) {
    if (wanted !== found) await Bun.write(path, wanted)
  }
}

/** The files that are not what the committed results say. */
export const checkPublished = async (results: string): Promise<readonly string[]> => {
  const derived = await derive(results)
  return derived
    .filter(({ wanted, found }) => wanted !== found)
    .map(({ path }) => relative(root, resolve(path)))
}

interface Published {
  readonly main: BenchFile | undefined
  readonly workload: BenchFile | undefined
  /** The directory of the results, seen from the README. */
  readonly results: string
}

/** What stands between the README's markers. */
export const sectionOf = ({ main, workload, results }: Published): string => {
  const parts =
    main === undefined
      ? ['No results are published yet.']
      : [circumstances(main), picture(results), ...bodyOf(main.scenarios)]
  if (workload !== undefined) parts.push(workloadLine(workload, results))
  return parts.join('\n\n')
}

const bodyOf = (scenarios: readonly ScenarioResult[]): readonly string[] => {
  const rest = unmeasured(scenarios, 'says').map((line) => `- ${line}`)
  return [
    ...tablesOf(scenarios, 'says').map((cells) => markdownTable(cells)),
    ...(rest.length === 0 ? [] : [rest.join('\n')]),
  ]
}

const circumstances = ({ machine, versions, commit, rounds, seconds, at }: BenchFile): string =>
  [
    `Plumbline ${versions.plumbline} (${commit}) on Bun ${versions.bun} beside PocketBase ${versions.upstream}, ${at.slice(0, 10)}:`,
    `${machine.cpus} × ${machine.cpu}, ${machine.memoryGb} GB, Linux ${machine.kernel}; wrk ${versions.wrk} on the same machine;`,
    `medians of ${rounds} rounds of ${seconds} s, each server in turn; lowest and highest round in brackets, "~" where they lie far apart.`,
  ].join('\n')

const picture = (results: string): string =>
  [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${results}/main-dark.svg">`,
    `  <img src="${results}/main-light.svg" alt="Requests a second of the reference server as a multiple of PocketBase's; the figures are in the table below">`,
    '</picture>',
  ].join('\n')

const workloadLine = ({ scenarios }: BenchFile, results: string): string => {
  const ratios = scenarios.flatMap((result) =>
    result.outcome === 'measured' && result.kind === 'load'
      ? [summarizeLoad(result).ratio.median]
      : [],
  )
  const faster = ratios.filter((ratio) => ratio >= 1).length
  return `Of ${ratios.length} scenarios of the [public benchmark workload](${results}/public.md), ours completes ${faster} sooner; half of them at least ${median(ratios).toFixed(1)} times as fast.`
}

const publicPage = (workload: BenchFile): string => {
  const rest = unmeasured(workload.scenarios, 'name').map((line) => `- ${line}`)
  return [
    '# The public benchmark workload',
    circumstances(workload),
    'Every request has a connection of its own. The ratio is of requests a second: above 1 ours completes sooner.',
    markdownTable(publicTable(workload.scenarios)),
    ...(rest.length === 0 ? [] : [rest.join('\n')]),
    '',
  ].join('\n\n')
}
