import type { CaseContext, CaseDefinition } from '../harness/case.ts'
import { type Fault, withJson, withQuery, withStatus } from '../harness/fault.ts'
import { type Changes, createFixtureQ, type FixtureQ, listIds, vectors } from './fixture-q.ts'

/** Filter or sort -> ids, separated by spaces; `all` for every record, the empty text for none. */
export type Rows = Readonly<Record<string, string>>

export interface Table {
  readonly vals?: Rows
  readonly people?: Rows
  /** Filters that answer 400. */
  readonly refused?: { readonly vals?: readonly string[]; readonly people?: readonly string[] }
  /** Who asks; a guest, except for what only superusers may ask. */
  readonly as?: 'guest' | 'superuser'
  /** What is different from the fixture of the vectors. */
  readonly fixture?: Changes
  /** More records, or whatever else must be so first. */
  readonly prepare?: (context: CaseContext, fixture: FixtureQ) => Promise<unknown>
}

export const refusal = 'Something went wrong while processing your request.'

const names = ['vals', 'people'] as const
type Name = (typeof names)[number]

const allIds: Readonly<Record<Name, string>> = {
  vals: vectors.fixture.records.vals.map(({ id }) => id).join(' '),
  people: vectors.fixture.records.people.map(({ id }) => id).join(' '),
}

const idsOf = (name: Name, expected: string): string =>
  expected === 'all' ? allIds[name] : expected

const claimName = (name: Name, text: string): string =>
  name === 'vals' ? text : `${name}: ${text}`

const needsSuperuser = (text: string): boolean => /@(collection|request)\./.test(text)

/** The fault that the first row of its kind must notice; all rows of a table are judged by the same check. */
const faultsOf = ({ refused = {}, ...rows }: Table): CaseDefinition['mustCatch'] => {
  const faults: Record<string, Fault[]> = {}
  for (const name of names) {
    const filters = Object.entries(rows[name] ?? {})
    const isAll = (expected: string): boolean => {
      const found = idsOf(name, expected).split(' ')
      return allIds[name].split(' ').every((id) => found.includes(id))
    }
    const narrow = filters.find(([, expected]) => !isAll(expected))
    const wide = filters.find(([, expected]) => idsOf(name, expected) !== '')
    if (narrow) faults[claimName(name, narrow[0])] = [withQuery((query) => query.delete('filter'))]
    if (wide) (faults[claimName(name, wide[0])] ??= []).push(withJson('/items', []))
    const [first] = refused[name] ?? []
    if (first !== undefined) faults[claimName(name, first)] = [withStatus(400, 200)]
  }
  return faults
}

/** A case over fixture Q: one claim per filter, about the ids it finds or that it is refused. */
export const filters = (table: Table): CaseDefinition => ({
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, accepted, refused } = context
    const fixture = await createFixtureQ(context, table.fixture)
    await table.prepare?.(context, fixture)
    const clientFor = (text: string) =>
      table.as === 'superuser' || (table.as === undefined && needsSuperuser(text))
        ? superuser
        : guest
    for (const name of names) {
      for (const [text, expected] of Object.entries(table[name] ?? {})) {
        const query = { filter: fixture.text(text), sort: 'id' }
        const found = await listIds(clientFor(text), fixture[name], query)
        claim(claimName(name, text), found).equals(
          idsOf(name, expected).split(' ').sort().join(' '),
        )
      }
      const { records } = fixture[name]
      for (const text of table.refused?.[name] ?? []) {
        const client = clientFor(text)
        const control = accepted(await client.get(records, { filter: "id != ''" }))
        const answer = await client.get(records, { filter: fixture.text(text) })
        claim(claimName(name, text), refused(control, answer)).error(400, refusal)
      }
    }
  },
  mustCatch: faultsOf(table) ?? {},
})
