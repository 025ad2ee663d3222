import { areaOf, areas, requirementById } from '../../spec/registry.ts'
import type { Level } from '../../spec/requirement.ts'
import type { Judged } from '../run.ts'

const levels: readonly Level[] = ['must', 'should', 'may']

/** Rows of text cells as aligned columns, numbers to the right. */
export const align = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

/** The first row as header, the first column as text and the others as numbers. */
export const markdownTable = ([header = [], ...rows]: readonly (readonly (
  string | number
)[])[]): string =>
  [header, header.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** `kept/judged` per area and level; what the target does not offer is counted in a column of its own. */
export const tableOf = (all: readonly Judged[]): string => {
  const header = ['area', ...levels, 'known gaps', 'not applicable']
  const rows = areas.flatMap((area) => {
    const mine = all.filter((judged) => areaOf(requirementById(judged.case.id)) === area)
    return mine.length === 0 ? [] : [rowOf(area, mine)]
  })
  return align([header, ...rows, rowOf('all', all)])
}

const rowOf = (name: string, all: readonly Judged[]): readonly string[] => {
  const gaps = all.filter(({ gap }) => gap !== undefined)
  const idle = all.filter(({ verdict }) => verdict === 'not-judged')
  const cells = levels.map((level) => {
    const judged = all.filter(
      (each) =>
        each.gap === undefined &&
        each.verdict !== 'not-judged' &&
        requirementById(each.case.id).level === level,
    )
    const kept = judged.filter(({ verdict }) => verdict === 'kept')
    return judged.length === 0 ? '' : `${kept.length}/${judged.length}`
  })
  return [name, ...cells, String(gaps.length || ''), String(idle.length || '')]
}
