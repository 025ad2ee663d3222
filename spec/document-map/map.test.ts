import { describe, expect, test } from 'bun:test'
import { documents } from '../documents.ts'
import { requirements } from '../registry.ts'
import { documentMap, type DocumentRow } from './map.ts'

const place = ({ document, heading }: Pick<DocumentRow, 'document' | 'heading'>): string =>
  `${document} / ${heading}`

/** Headings that only lead to those below them, or say nothing about a server. */
const introductions = new Set([
  '001_2ed67fe0ba1cecaa / API Files',
  '002_bfc2eaf08c3b1530 / Files API',
  ...[
    'PocketBun Web APIs Reference',
    'API Records',
    'CRUD actions',
    'Auth record actions',
    'API Files',
    'API Settings',
    'API Logs',
    'API Crons',
    'API Backups',
    'API Health',
    'Attribution',
  ].map((heading) => `003_2163cb09265065fe / ${heading}`),
  ...['Base URL', 'Request format', 'Response format', 'Next steps'].map(
    (heading) => `004_b500ab20d8b687a2 / ${heading}`,
  ),
])

describe('the document map', () => {
  test('names entries for every row, or says what the server does instead', () => {
    const unmapped = documentMap.filter(({ ids }) => ids.length === 0)
    expect(unmapped).toEqual([])
    const silent = documentMap.filter(({ docError }) => docError?.trim() === '')
    expect(silent).toEqual([])
  })

  test('has rows for every heading of the documents that is no introduction, and for no other', () => {
    const headings = documents.flatMap(({ document, headings: all }) =>
      all.map((heading) => place({ document, heading })),
    )
    const mapped = new Set(documentMap.map(place))
    expect(headings.filter((each) => !mapped.has(each) && !introductions.has(each))).toEqual([])
    expect([...mapped].filter((each) => !headings.includes(each))).toEqual([])
    expect([...introductions].filter((each) => mapped.has(each))).toEqual([])
  })

  test('names every entry that claims to be documented', () => {
    const named = new Set<string>(documentMap.flatMap(({ ids }) => ids))
    const lacking = requirements.filter(({ source, id }) => source !== undefined && !named.has(id))
    expect(lacking.map(({ id }) => id)).toEqual([])
  })

  test('has one row for each thing that a section speaks of', () => {
    const keys = documentMap.map((row) => [place(row), row.endpoint, row.kind, row.row].join(' / '))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
