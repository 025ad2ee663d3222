import type { Session, Step, Subject } from '../session.ts'
import { changeFields, type SentField } from './change-fields.ts'
import type { Edit, ImportItem, Parts } from './edit.ts'
import { edits } from './edits.ts'
import { fillAll, type Scope } from './template.ts'
import { valueOf } from './values.ts'

interface Known {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly fields: readonly (SentField & { readonly name: string; readonly type: string })[]
  readonly indexes: readonly string[]
}

/** Changes of collections with records in them: what a server must answer, and what it must leave on disk. */
export const collectionsSubject: Subject<Edit> = {
  name: 'collections',
  edits,
  open: (prefix) => openSession(prefix),
}

const root = '/api/collections'

/** What an import that deletes the others must name, because every session needs it. */
const users = 'users'

const list = `${root}?perPage=500&filter=${encodeURIComponent('system = false')}`

/**
 * PocketBase 0.36.6 goes on in memory with the collections of an import that its database refused
 * (collections.import.index-failure-ghost), until another change makes it read them again.
 */
const reread: Step = { method: 'PATCH', path: `${root}/${users}`, json: {} }

const openSession = (prefix: string): Session<Edit> => {
  const collections = new Map<string, Known>()
  let knownUsers: Known | undefined
  /** Ids by collection id; a record may be gone by now, because others take it with them. */
  const records = new Map<string, readonly string[]>()
  let lastRecord = 0

  const scopeOf = (collection: string, fields: readonly SentField[]): Scope => ({
    prefix,
    collection,
    fields: fields.map(({ name }) => String(name)),
    collections: [...collections.values()],
  })

  const bodyOf = (parts: Parts, known: Known | undefined): unknown => {
    const before = known?.fields ?? []
    const changed = (parts.changes ?? []).reduce(changeFields, before)
    const names = scopeOf(known?.name ?? '', before)
    const named = parts.name === undefined ? known?.name : String(fillAll(parts.name, names))
    const fields = fillAll(changed, names) as readonly SentField[] // a list stays a list
    // Rules and indexes speak of the collection as it is going to be.
    const scope = scopeOf(named ?? '', fields)
    const kept = parts.indexes?.keep === false ? [] : (known?.indexes ?? [])
    return {
      ...(parts.name === undefined ? {} : { name: named }),
      ...(parts.changes === undefined ? {} : { fields }),
      ...(parts.indexes === undefined
        ? {}
        : { indexes: [...kept, ...parts.indexes.add.map((sql) => fillAll(sql, scope))] }),
      ...(fillAll(parts.rules ?? {}, scope) as object),
      ...(fillAll(parts.odd ?? {}, scope) as object),
    }
  }

  const valuesOf = (known: Known, choices: readonly number[]) => {
    const entries = known.fields
      .filter(({ name }) => name !== 'id')
      .map((field, index) => {
        const targets = records.get(String(field['collectionId'])) ?? []
        return [field.name, valueOf(field, choices[index % choices.length] ?? 0, targets)] as const
      })
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  }

  const pickRecord = ({ id }: Known, choice: number): string | undefined => {
    const ids = records.get(id) ?? []
    return ids[choice % ids.length]
  }

  const itemOf = (item: ImportItem): readonly unknown[] => {
    if (item.kind === 'new') return [bodyOf(item.parts, undefined)]
    const known = pickCollection(item.at)
    if (known === undefined) return []
    const { id, name, fields, indexes, type } = known
    const shown = { both: { id, name }, id: { id }, name: { name } }[item.shows]
    return [{ ...shown, type, fields, indexes, ...(bodyOf(item.parts, known) as object) }]
  }

  const planImport = ({ items, deleteMissing }: Extract<Edit, { kind: 'import' }>): Step[] => {
    if (knownUsers === undefined) return [{ method: 'GET', path: `${root}/${users}` }]
    const { id, name, type, fields, indexes } = knownUsers
    const sent = items.flatMap(itemOf)
    const json = deleteMissing
      ? { deleteMissing, collections: [...sent, { id, name, type, fields, indexes }] }
      : { collections: sent }
    return [{ method: 'PUT', path: `${root}/import`, json }, reread, { method: 'GET', path: list }]
  }

  const pickCollection = (choice: number): Known | undefined =>
    [...collections.values()][choice % collections.size]

  type EditOfOne = Exclude<Edit, { kind: 'create' | 'import' }>

  const planOn = (edit: EditOfOne, known: Known): Step | undefined => {
    const path = `${root}/${known.id}`
    const recordId = 'record' in edit ? pickRecord(known, edit.record) : undefined
    const recordPath = `${path}/records/${recordId}`
    switch (edit.kind) {
      case 'change':
        return { method: 'PATCH', path, json: bodyOf(edit.parts, known) }
      case 'delete':
        return { method: 'DELETE', path }
      case 'truncate':
        return { method: 'DELETE', path: `${path}/truncate` }
      case 'look':
        return { method: 'GET', path: `${root}/${known.name}/records?sort=id` }
      case 'write': {
        const id = `record${String(++lastRecord).padStart(9, '0')}`
        return {
          method: 'POST',
          path: `${path}/records`,
          json: { id, ...valuesOf(known, edit.values) },
        }
      }
      case 'rewrite':
        return recordId === undefined
          ? undefined
          : { method: 'PATCH', path: recordPath, json: valuesOf(known, edit.values) }
      case 'erase':
        return recordId === undefined ? undefined : { method: 'DELETE', path: recordPath }
      default:
        return edit satisfies never
    }
  }

  const learnList = (body: string): void => {
    // Both servers answered 200 to a list of collections.
    const { items } = JSON.parse(body) as { readonly items: readonly Known[] }
    collections.clear()
    for (const item of items) if (item.name !== users) collections.set(item.id, item)
  }

  return {
    plan(edit) {
      if (edit.kind === 'create') {
        return [{ method: 'POST', path: root, json: bodyOf(edit.parts, undefined) }]
      }
      if (edit.kind === 'import') return planImport(edit)
      const known = pickCollection(edit.at)
      const step = known === undefined ? undefined : planOn(edit, known)
      return step === undefined ? [] : [step]
    },

    learn({ method, path }, { status = 0, body }) {
      if (status < 200 || status > 299) return
      if (path === list) return learnList(body)
      const [id, kind] = path.slice(root.length + 1).split('/')
      // Bodies of a collection or record that both servers sent or wrote.
      const parse = () => JSON.parse(body) as Known
      if (method === 'GET' && id === users && kind === undefined) knownUsers = parse()
      if (method === 'DELETE' && id !== undefined && kind === undefined) collections.delete(id)
      if (method === 'DELETE' && id !== undefined && kind === 'truncate') records.delete(id)
      if (method !== 'POST' && method !== 'PATCH') return
      const written = parse()
      if (kind === undefined) collections.set(written.id, written)
      else if (method === 'POST' && id !== undefined) {
        records.set(id, [...(records.get(id) ?? []), written.id])
      }
    },
  }
}
