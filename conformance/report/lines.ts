import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

interface Line {
  readonly type: string
}

/** Writes values as JSON lines. At once, for whoever cannot wait: a process that ends, too, keeps what it has. */
export const writeLines = (path: string, lines: readonly Line[]): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/**
 * The lines of a file that {@link writeLines} wrote. It is ours: its shape is checked by header and footer, which the caller
 * does. A line that was cut off is of the type `unreadable`, so it is neither.
 */
export const readLines = async <T extends Line>(
  path: string,
): Promise<readonly (T | { readonly type: 'unreadable' })[]> =>
  (await Bun.file(path).text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseLine<T>(line) ?? { type: 'unreadable' })

const parseLine = <T extends Line>(text: string): T | undefined => {
  try {
    const line: unknown = JSON.parse(text)
    if (typeof line === 'object' && line !== null && 'type' in line) return line as T
  } catch {
    // what is no JSON is no line of ours, as below
  }
  return undefined
}

/** How often there is each verdict. */
export const countVerdicts = <T extends string>(
  judged: readonly { readonly verdict: T }[],
): Readonly<Partial<Record<T, number>>> => {
  const counts: Partial<Record<T, number>> = {}
  for (const { verdict } of judged) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}
