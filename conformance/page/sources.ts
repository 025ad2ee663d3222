import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type BenchFile, readBenchFile } from '../bench/results.ts'
import { type DiffReport, readDiff } from '../diff/report.ts'
import { type Matrix, readMatrix } from '../mutants/matrix.ts'
import { type Report, readReport } from '../report/jsonl.ts'

/** Everything a page tells, as runs have left it below a directory of reports. */
export interface Sources {
  readonly checks: readonly Report[]
  readonly diffs: readonly DiffReport[]
  readonly proofs: readonly Matrix[]
  readonly benches: readonly (readonly [name: string, file: BenchFile])[]
}

const filesIn = async (directory: string, extension: string): Promise<readonly string[]> => {
  try {
    const names = await readdir(directory)
    return names.filter((name) => name.endsWith(extension)).toSorted()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Reads all reports. Throws for one that is of another format, empty or cut off: a page must not show a part as the whole. */
export const readSources = async (directory: string): Promise<Sources> => {
  const each = async <T>(kind: string, extension: string, read: (path: string) => Promise<T>) => {
    const names = await filesIn(join(directory, kind), extension)
    return Promise.all(names.map((name) => read(join(directory, kind, name))))
  }
  const benchNames = await filesIn(join(directory, 'bench'), '.json')
  const benches = await each('bench', '.json', readBenchFile)
  return {
    checks: await each('check', '.jsonl', readReport),
    diffs: await each('diff', '.jsonl', readDiff),
    proofs: await each('prove', '.jsonl', readMatrix),
    benches: benches.flatMap((file, at) =>
      file === undefined ? [] : [[(benchNames[at] ?? '').replace('.json', ''), file] as const],
    ),
  }
}
