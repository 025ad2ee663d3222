import { validationItem } from '../../spec/errors.ts'
import type { Collection, Collections } from '../collections/model.ts'
import type { FieldIssue } from '../errors.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { Step } from '../store/store.ts'
import { defaultIdPattern } from '../values/id-pattern.ts'
import { quoteName } from '../values/sql-name.ts'
import type { RecordContext } from './context.ts'
import { linkQuestions } from './linked.ts'
import type { Question } from './question.ts'
import type { Submission } from './submit.ts'
import { idOf, type StoredRecord, textOf, type Values } from './record.ts'

export type Issues = Record<string, FieldIssue>

/** None yet, or a copy of these; on a null prototype, since callers choose the names of fields. */
export const toIssues = (found: Issues = {}): Issues =>
  Object.assign(Object.create(null) as Issues, found)

export const hasAny = (issues: Issues): boolean => Object.keys(issues).length > 0

/**
 * What the values alone show to be wrong: all failing fields, the first failing check of each. A stored hash is not a
 * password; it is checked only when the request set a new one.
 */
export const checkValues = (
  collection: Collection,
  values: Readonly<Values>,
  { touched, uploads }: Pick<Submission, 'touched' | 'uploads'>,
  before?: Readonly<Values>,
): Issues => {
  const issues = toIssues()
  for (const { config, type } of collection.fields) {
    if (type.secret === true && !touched.has(config.name) && values[config.name] !== '') continue
    const beside = { uploads, before: before?.[config.name] }
    const found = type.check(values[config.name] as FieldValue, config, beside)
    if (found !== undefined) issues[config.name] = found
  }
  return issues
}

const referenceQuestions = (
  collections: Collections,
  { collection, values }: StoredRecord,
  only: ReadonlySet<string> | undefined,
): readonly Question[] =>
  collection.fields.flatMap(({ config, type }) => {
    const { name } = config
    if (only !== undefined && !only.has(name)) return []
    const ids = type.references?.(values[name] as FieldValue) ?? []
    if (ids.length === 0) return []
    const target = collections.find(String(config['collectionId']))
    if (target === undefined) {
      const gone = validationItem('validation_missing_rel_collection')
      return [{ field: name, issue: gone, sql: 'SELECT 1 WHERE 0', args: [], expect: 'some' }]
    }
    const missing = validationItem('validation_missing_rel_records')
    const sql = `SELECT 1 WHERE (SELECT count(*) FROM ${quoteName(target.name)} WHERE id IN (${ids.map(() => '?').join(', ')})) = ?`
    return [{ field: name, issue: missing, sql, args: [...ids, ids.length], expect: 'some' }]
  })

/** Ids that the database would accept but the contract refuses (records.create.id-duplicate-custom-pattern, auth-id-cross-collection). */
const idQuestions = (
  collections: Collections,
  record: StoredRecord,
): { readonly before: readonly Question[]; readonly after: readonly Question[] } => {
  const { collection } = record
  const id = idOf(record)
  const pattern = collection.fieldByName.get('id')?.config['pattern']
  const before: readonly Question[] =
    pattern === defaultIdPattern || id === ''
      ? []
      : [
          {
            field: 'id',
            issue: validationItem('validation_pk_invalid'),
            sql: `SELECT 1 FROM ${quoteName(collection.name)} WHERE id = ? COLLATE NOCASE`,
            args: [id],
            expect: 'none',
          },
        ]
  const others = collection.type === 'auth' ? collections.all() : []
  const after = others
    .filter((other) => other.type === 'auth' && other.id !== collection.id)
    .map((other): Question => ({
      field: 'id',
      issue: validationItem('validation_invalid_auth_id'),
      sql: `SELECT 1 FROM ${quoteName(other.name)} WHERE id = ?`,
      args: [id],
      expect: 'none',
    }))
  return { before, after }
}

/** What the store must answer before a record may be written, and what a wrong answer means. */
export interface StoreChecks {
  /** The same questions as guards of the write unit. */
  readonly guards: readonly Step[]
  /** Asks them one by one, after a guard refused, to name every field at fault. `found` holds the issues seen so far. */
  issues(store: RecordContext['store'], found: Issues): Promise<Issues>
}

const tagOf = (index: number): string => `check:${index}`

export const isCheckTag = (tag: string): boolean => tag.startsWith('check:')

/**
 * @param only fields whose references may have changed (an update); absent: all, and the id is new (a create).
 */
export const storeChecks = (
  collections: Collections,
  record: StoredRecord,
  only?: ReadonlySet<string>,
): StoreChecks => {
  const id = only === undefined ? idQuestions(collections, record) : { before: [], after: [] }
  const references = referenceQuestions(collections, record, only)
  const after = [...id.after, ...linkQuestions(collections, record)]
  const questions = [...id.before, ...references, ...after]
  const isWrong = async (
    store: RecordContext['store'],
    { sql, args, expect }: Question,
  ): Promise<boolean> => {
    const rows = await store.read({ sql, args })
    return rows.length > 0 !== (expect === 'some')
  }
  return {
    guards: questions.map(({ sql, args, expect }, index) => {
      return { kind: 'guard', sql, args, expect, tag: tagOf(index) }
    }),
    async issues(store, found) {
      const issues = toIssues(found)
      for (const question of id.before) {
        if (await isWrong(store, question)) issues[question.field] = question.issue
      }
      for (const question of references) {
        if (issues[question.field] === undefined && (await isWrong(store, question))) {
          issues[question.field] = question.issue
        }
      }
      // What looks into other collections is asked only when the fields are fine, up to the first that is wrong
      // (records.create.auth-id-cross-collection, records.system.collectionref).
      if (hasAny(issues)) return issues
      for (const question of after) {
        if (!(await isWrong(store, question))) continue
        issues[question.field] = question.issue
        break
      }
      return issues
    },
  }
}

const uniqueFailure = /^UNIQUE constraint failed: (.+)$/

/**
 * Fields named by SQLite's text for a violated unique index; none for an index on an expression
 * (records.create.unique-index-expression).
 */
export const uniqueIssues = (collection: Collection, text: string): Issues => {
  const issues = toIssues()
  const columns = (uniqueFailure.exec(text)?.[1] ?? '').toLowerCase().split(', ')
  for (const { config } of collection.fields) {
    if (columns.includes(`${collection.name}.${config.name}`.toLowerCase())) {
      issues[config.name] = validationItem('validation_not_unique')
    }
  }
  return issues
}

export const isBlankId = (values: Readonly<Values>): boolean => textOf(values['id']) === ''
