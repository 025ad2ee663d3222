import type { RequirementId } from '../../spec/registry.ts'
import { type Case, type CaseContext, conform } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'

export const createFailed = 'Failed to create record.'
export const updateFailed = 'Failed to update record.'

type Options = Readonly<Record<string, unknown>>

/** What is wrong with a value, in the shape of an answer. */
export class Issue {
  readonly shape: Options
  constructor(code: string, message: unknown, params?: Options) {
    this.shape = { code, message, ...(params === undefined ? {} : { params }) }
  }
}

export const blank = new Issue('validation_required', 'Cannot be blank.')

/** In place of an input: the key is not sent. */
export const missing = Symbol('not sent')

/** An input, and what becomes of it: the value that is answered and read back, or an {@link Issue}. */
export type Row = readonly [input: unknown, outcome: unknown]

const maxLabel = 60

const labelOf = (input: unknown): string => {
  if (input === missing) return 'not sent'
  const text = JSON.stringify(input)
  return text.length > maxLabel ? `${text.slice(0, maxLabel)}… (${text.length})` : text
}

/** Creates a record per row and judges what became of its value; a refusal beside the first row that is accepted. */
export const judgeRows = async (
  { guest, collection, claim, refused }: CaseContext,
  field: Options,
  rows: readonly Row[],
  title = '',
): Promise<void> => {
  const { records } = await collection({ fields: [{ name: 'f', ...field }] })
  const post = (input: unknown) => guest.post(records, input === missing ? {} : { f: input })
  const control = rows.find(([, outcome]) => !(outcome instanceof Issue))
  if (control === undefined) throw new Error('a table of refusals needs a value that is accepted')
  const allowed = await post(control[0])
  for (const [input, outcome] of rows) {
    const label = `${title}${labelOf(input)}`
    const answer = await post(input)
    if (outcome instanceof Issue) {
      claim(label, refused(allowed, answer)).error(400, createFailed, { f: outcome.shape })
      continue
    }
    claim(label, answer).status(200).json('/f', outcome)
    const read = await guest.get(`${records}/${idIn(answer)}`)
    claim(`${label}, read`, read).status(200).json('/f', outcome)
  }
}

/** The id of a record that was answered; of a refusal one that no record has. */
export const idIn = (answer: Exchange): string => String(answer.at('/id') ?? 'none')

/** A case that puts each row to a field with these options; several tables by what sets them apart. */
export const valueCase = (
  id: RequirementId,
  ...tables: readonly (readonly [field: Options, rows: readonly Row[]])[]
): Case =>
  conform(id, {
    lane: 'shared',
    async check(context) {
      for (const [field, rows] of tables) {
        const { type: _, ...options } = field
        const title = tables.length > 1 ? `${JSON.stringify(options)} ` : ''
        await judgeRows(context, field, rows, title)
      }
    },
  })

/** A value, a body that changes it, and the value that comes of it. */
export type Change = readonly [before: unknown, body: Options, after: unknown]

/** Creates a record per row, changes it, and judges the answer and what is read back. */
export const changeCase = (
  id: RequirementId,
  ...tables: readonly (readonly [field: Options, rows: readonly Change[]])[]
): Case =>
  conform(id, {
    lane: 'shared',
    async check({ guest, collection, record, claim, refused, accepted }) {
      for (const [field, rows] of tables) {
        const made = await collection({ fields: [{ name: 'f', ...field }] })
        for (const [before, body, after] of rows) {
          const { type, ...options } = field
          const what = Object.keys(options).length > 0 ? JSON.stringify(options) : String(type)
          const label = `${what} ${labelOf(before)} ${labelOf(body)}`
          const { id: recordId } = await record(made, before === missing ? {} : { f: before })
          const path = `${made.records}/${recordId}`
          const control = accepted(await guest.get(path))
          const answer = await guest.patch(path, body)
          if (after instanceof Issue) {
            claim(label, refused(control, answer)).error(400, updateFailed, { f: after.shape })
            claim(`${label}, unchanged`, await guest.get(path)).sameBodyAs(control)
            continue
          }
          claim(label, answer).status(200).json('/f', after)
          claim(`${label}, read`, await guest.get(path)).json('/f', after)
        }
      }
    },
  })
