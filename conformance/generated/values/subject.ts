import { firstDifference } from '../../harness/match.ts'
import { type Pair, readForm } from '../../model/values/form.ts'
import { judgeBody, type ModelField, type Outcome, type Values } from '../../model/values/record.ts'
import { asRecord } from '../answer.ts'
import type { Answer, Session, Step, Subject } from '../session.ts'
import { type Edit, edits, knownEmails, knownUrls, relatedIds, type Write } from './arbitraries.ts'
import { encodeBody, type SentBody } from './body.ts'
import { fieldsOf } from './schema.ts'

/** Records of every field type, written with all sorts of bodies; the model is the third judge. */
export const valuesSubject: Subject<Edit> = {
  name: 'values',
  edits,
  open: (prefix) => openSession(prefix),
}

const root = '/api/collections'
const world = { relatedIds, known: { email: knownEmails, url: knownUrls } }

const openSession = (prefix: string): Session<Edit> => {
  const targetName = `${prefix}target`
  const name = `${prefix}values`
  let targetId: string | undefined
  let fields: readonly ModelField[] = []
  const records = new Map<string, Values>()
  let created = 0
  /** What the model makes of the step that was planned last. */
  let expected: Outcome | undefined

  const planWrite = ({ action, record, body }: Write): readonly Step[] => {
    if (fields.length === 0) return []
    const ids = [...records.keys()]
    const isUpdate = action === 'update' && ids.length > 0
    const id = isUpdate
      ? String(ids[record % ids.length])
      : `r${String(created++).padStart(14, '0')}`
    const all = `${root}/${name}/records`
    const path = `${all}/${id}`
    const sent: SentBody = isUpdate ? body : { ...body, pairs: [...body.pairs, ['id', id]] }
    expected = judgeBody(fields, decode(sent), world, isUpdate ? records.get(id) : undefined)
    const write: Step = isUpdate
      ? { method: 'PATCH', path, body: encodeBody(sent) }
      : { method: 'POST', path: all, body: encodeBody(sent) }
    return [write, { method: 'GET', path }]
  }

  return {
    plan(edit) {
      switch (edit.kind) {
        case 'target':
          return [
            { method: 'POST', path: root, json: { name: targetName, type: 'base', fields: [] } },
            ...relatedIds.map((id): Step => ({
              method: 'POST',
              path: `${root}/${targetName}/records`,
              json: { id },
            })),
          ]
        case 'collection':
          if (targetId === undefined) return []
          fields = fieldsOf(edit.variant, targetId)
          return [{ method: 'POST', path: root, json: { name, type: 'base', fields } }]
        case 'write':
          return planWrite(edit.write)
        default:
          return edit satisfies never
      }
    },
    judge({ body }, answer) {
      if (body === undefined || expected === undefined || expected.kind === 'unsure')
        return undefined
      return differenceFrom(expected, answer)
    },
    learn({ method, path }, answer) {
      const json = asRecord(answer)
      if (method === 'POST' && path === root && json['name'] === targetName) {
        targetId = String(json['id'])
      }
      // What is read is what counts: a response may show more digits than are stored.
      const isRecord = path.startsWith(`${root}/${name}/records`) && answer.status === 200
      if (isRecord) records.set(String(json['id']), new Map(Object.entries(json)))
    },
  }
}

const decode = ({ kind, pairs }: SentBody): readonly Pair[] =>
  // A form has texts only.
  kind === 'json' ? pairs : readForm(pairs as readonly (readonly [string, string])[])

/** What the answer should have been, in words; undefined when it is. */
const differenceFrom = (expected: Exclude<Outcome, { kind: 'unsure' }>, answer: Answer) => {
  const json = asRecord(answer)
  if (expected.kind === 'issues') {
    const difference =
      answer.status === 400 ? firstDifference(expected.issues, json['data'], '/data') : undefined
    if (answer.status === 400 && difference === undefined) return undefined
    return `400 ${JSON.stringify(expected.issues)}${difference === undefined ? '' : ` (${difference})`}`
  }
  const values = Object.fromEntries(expected.values)
  if (answer.status !== 200) return `200 ${JSON.stringify(values)}`
  for (const [field, value] of expected.values) {
    const difference = firstDifference(plain(value), plain(json[field]), `/${field}`)
    if (difference !== undefined) return `200 ${JSON.stringify(values)} (${difference})`
  }
  return undefined
}

/** Without the sign of a zero, which an answer to a write may show. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown
