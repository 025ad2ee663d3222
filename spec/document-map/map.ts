import type { RequirementId } from '../registry.ts'
import { authSections } from './auth.ts'
import { collectionSections } from './collections.ts'
import { fileSections } from './files.ts'
import { operationSections } from './operations.ts'
import { overviewSections } from './overview.ts'
import { realtimeSections } from './realtime.ts'
import { recordSections } from './records.ts'
import type { DocumentSection } from './row.ts'

/**
 * What the API documents state, row by row, and which entries of the contract have it: this is what "derived from the
 * documents" means. A row that the real server does not keep says what it does instead (`docError`).
 */
const sections: readonly DocumentSection[] = [
  ...overviewSections,
  ...recordSections,
  ...authSections,
  ...realtimeSections,
  ...fileSections,
  ...collectionSections,
  ...operationSections,
]

const kinds = ['statements', 'path', 'query', 'body', 'responses', 'examples'] as const

export interface DocumentRow {
  readonly document: string
  readonly heading: string
  readonly endpoint?: string
  readonly kind: (typeof kinds)[number]
  /** What the row is about: a parameter, a status, a piece of an example, the gist of a sentence. */
  readonly row: string
  readonly ids: readonly RequirementId[]
  readonly docError?: string
}

const rowsOf = (section: DocumentSection): readonly DocumentRow[] => {
  const { document, heading, endpoint } = section
  const place = { document, heading, ...(endpoint === undefined ? {} : { endpoint }) }
  return kinds.flatMap((kind) =>
    Object.entries(section[kind] ?? {}).map(([row, mapped]) => ({
      ...place,
      kind,
      row,
      ...('docError' in mapped ? { ids: mapped.ids, docError: mapped.docError } : { ids: mapped }),
    })),
  )
}

export const documentMap: readonly DocumentRow[] = sections.flatMap(rowsOf)
