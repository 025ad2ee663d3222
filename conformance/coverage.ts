import { join } from 'node:path'
import { $ } from 'bun'
import { areaOf, areas, findRequirement, requirements } from '../spec/registry.ts'
import type { Requirement } from '../spec/requirement.ts'
import { keptPath, readKept } from './baseline.ts'
import { registry } from './registry.ts'
import { type CaseLine, readJsonl } from './report/jsonl.ts'
import { fillPlace, readmePath } from './report/readme.ts'
import { markdownTable } from './report/table.ts'

/**
 * `bun run coverage [--check]`: from the last whole reports on the real PocketBase and on the reference server, brings up to date
 * what is committed about them: the table in the README, `kept.txt`, and the `basis` of entries whose case passed on the
 * real server, with the JSON copies. With `--check` nothing is written and the exit code is 1 when something committed differs.
 */
const root = join(import.meta.dir, '..')

interface Results {
  readonly upstream: readonly CaseLine[]
  readonly reference: readonly CaseLine[]
}

const readResults = async (): Promise<Results> => ({
  upstream: await readJsonl(join(root, 'reports/check/upstream.jsonl')),
  reference: await readJsonl(join(root, 'reports/check/reference.jsonl')),
})

/** What a report has too little or too much, compared with the suite: what it says would be taken for all there is. */
export const mismatchOf = (
  target: keyof Results,
  cases: readonly CaseLine[],
  ids: readonly string[],
): string | undefined => {
  const reported = new Set(cases.map(({ id }) => id))
  const known = new Set(ids)
  const lacking = ids.filter((id) => !reported.has(id))
  const gone = [...reported].filter((id) => !known.has(id))
  if (lacking.length === 0 && gone.length === 0) return undefined
  const what =
    lacking.length > 0
      ? `lacks ${countOf(lacking, 'case', 'cases')}`
      : `has ${countOf(gone, 'case that is gone', 'cases that are gone')}`
  return `reports/check/${target}.jsonl ${what}; run: bun run plumbline check ${target}`
}

const countOf = (ids: readonly string[], one: string, several: string): string =>
  `${ids.length} ${ids.length === 1 ? one : several} (${ids[0]}${ids.length === 1 ? '' : ', …'})`

const keptIn = (cases: readonly CaseLine[]): readonly string[] =>
  cases.filter(({ verdict }) => verdict === 'kept').map(({ id }) => id)

/** One row per area: what the contract has, what the suite judges, and who keeps it. */
export const coverageTable = ({ upstream, reference }: Results): string => {
  const onUpstream = new Set(keptIn(upstream))
  const onReference = new Set(keptIn(reference))
  const claims = new Map(upstream.map(({ id, claims: made }) => [id, Object.keys(made).length]))
  const rowOf = (name: string, ids: readonly string[]): readonly (string | number)[] => {
    const judged = ids.filter((id) => claims.has(id))
    return [
      name,
      ids.length,
      judged.length,
      judged.reduce((sum, id) => sum + (claims.get(id) ?? 0), 0),
      ids.filter((id) => onUpstream.has(id)).length,
      ids.filter((id) => onReference.has(id)).length,
    ]
  }
  const idsOf = (area: string): readonly string[] =>
    requirements.filter((entry) => areaOf(entry) === area).map(({ id }) => id)
  const rows = [
    ['area', 'entries', 'with a case', 'claims', 'kept by PocketBase', 'kept by ours'],
    ...areas.map((area) => rowOf(area, idsOf(area))),
    rowOf(
      '**all**',
      requirements.map(({ id }) => id),
    ),
  ]
  return markdownTable(rows)
}

/** What a committed file should be, given the results; undefined for one that is right already. */
type Change = { readonly path: string; readonly wanted: string; readonly committed: string }

const readmeChange = async (results: Results): Promise<Change> => {
  const committed = await Bun.file(readmePath).text()
  const wanted = fillPlace(committed, 'coverage', coverageTable(results))
  return { path: 'README.md', wanted, committed }
}

/** Ids only ever enter: an entry that is kept once may not become a gap again. */
const keptChange = async ({ reference }: Results): Promise<Change> => {
  const before = await readKept()
  return {
    path: 'conformance/kept.txt',
    wanted: keptText([...before, ...keptIn(reference)]),
    committed: [...before].map((id) => `${id}\n`).join(''),
  }
}

/** Ids of the contract, each once, one a line, in byte order. */
export const keptText = (ids: readonly string[]): string =>
  [...new Set(ids)]
    .filter((id) => findRequirement(id) !== undefined)
    .sort()
    .map((id) => `${id}\n`)
    .join('')

/** A case that passed on the real server makes an unverified entry an observed one, in the file of its section. */
export const basisChanges = async ({
  upstream,
}: Pick<Results, 'upstream'>): Promise<readonly Change[]> => {
  const committed = new Map<string, string>()
  const wanted = new Map<string, string>()
  for (const id of keptIn(upstream)) {
    const requirement = findRequirement(id)
    if (requirement?.basis !== 'unverified') continue
    const path = await fileOf(id)
    const text = wanted.get(path) ?? (await Bun.file(join(root, path)).text())
    if (!committed.has(path)) committed.set(path, text)
    wanted.set(path, observe(text, id))
  }
  return [...wanted].map(([path, text]) => ({
    path,
    wanted: text,
    committed: committed.get(path) ?? '',
  }))
}

/** The file of an entry: its section's, or (ids of two parts) one of its area's. */
const fileOf = async (id: string): Promise<string> => {
  const folder = `spec/requirements/${id.slice(0, id.indexOf('.'))}`
  for await (const name of new Bun.Glob('*.ts').scan(join(root, folder))) {
    const path = `${folder}/${name}`
    if ((await Bun.file(join(root, path)).text()).includes(`id: '${id}'`)) return path
  }
  throw new Error(`no file under ${folder} has the entry "${id}"`)
}

export const observe = (text: string, id: string): string => {
  const at = text.indexOf(`id: '${id}'`)
  return text.slice(0, at) + text.slice(at).replace("basis: 'unverified'", "basis: 'observed'")
}

/** An entry that has ever been kept may not disappear from `kept.txt`; its history shows what was taken out. */
const lostSince = (kept: ReadonlySet<string>): readonly Requirement[] => {
  // Without git, as in an unpacked archive, there is no history to look into.
  if (Bun.which('git') === null) return []
  const log = Bun.spawnSync(['git', 'log', '-p', '--format=', '--', keptPath], { cwd: root })
  if (!log.success) return []
  return idsEverIn(log.stdout.toString())
    .filter((id) => !kept.has(id))
    .flatMap((id) => findRequirement(id) ?? [])
}

/** Every id that a `git log -p` of a list of ids shows to have been added. */
export const idsEverIn = (log: string): readonly string[] => {
  const added = log.split('\n').filter((line) => /^\+[a-z]/.test(line))
  return [...new Set(added.map((line) => line.slice(1)))]
}

const run = async (isCheck: boolean): Promise<number> => {
  const results = await readResults()
  const ids = registry.map(({ id }) => id)
  const mismatches = (['upstream', 'reference'] as const).flatMap(
    (target) => mismatchOf(target, results[target], ids) ?? [],
  )
  for (const mismatch of mismatches) process.stdout.write(`${mismatch}\n`)
  if (mismatches.length > 0) return 1
  const observed = await basisChanges(results)
  const changes = [await readmeChange(results), await keptChange(results), ...observed].filter(
    ({ wanted, committed }) => wanted !== committed,
  )
  const lost = lostSince(await readKept())
  for (const { id, level } of lost) {
    process.stdout.write(`conformance/kept.txt has lost ${id} (${level})\n`)
  }
  for (const { path, wanted } of changes) {
    if (isCheck)
      process.stdout.write(`${path} is not what the last reports say; run: bun run coverage\n`)
    else await Bun.write(join(root, path), wanted)
  }
  // This process has the entries as they were.
  if (observed.length > 0 && !isCheck) await $`bun run spec`.cwd(root)
  process.stdout.write(`${coverageTable(results)}\n`)
  return lost.length > 0 || (isCheck && changes.length > 0) ? 1 : 0
}

if (import.meta.main) process.exitCode = await run(process.argv.includes('--check'))
