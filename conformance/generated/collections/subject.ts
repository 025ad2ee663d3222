import type { Session, Step, Subject } from '../session.ts'
import { changeFields, type SentField } from './change-fields.ts'
import { type Edit, edits, type Parts } from './edits.ts'
import { fillAll, type Scope } from './template.ts'
import { valueOf } from './values.ts'

interface Known {
  readonly id: string
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

const openSession = (prefix: string): Session<Edit> => {
  const collections = new Map<string, Known>()
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

  const planOn = (edit: Exclude<Edit, { kind: 'create' }>, known: Known): Step | undefined => {
    const path = `${root}/${known.id}`
    const recordId = 'record' in edit ? pickRecord(known, edit.record) : undefined
    const recordPath = `${path}/records/${recordId}`
    switch (edit.kind) {
      case 'change':
        return { method: 'PATCH', path, json: bodyOf(edit.parts, known) }
      case 'delete':
        return { method: 'DELETE', path }
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

  return {
    plan(edit) {
      if (edit.kind === 'create')
        return { method: 'POST', path: root, json: bodyOf(edit.parts, undefined) }
      const known = [...collections.values()][edit.at % collections.size]
      return known === undefined ? undefined : planOn(edit, known)
    },

    learn({ method, path }, { status = 0, body }) {
      if (status < 200 || status > 299) return
      const [id, kind] = path.slice(root.length + 1).split('/')
      if (method === 'DELETE' && id !== undefined && kind === undefined) collections.delete(id)
      if (method === 'GET' || method === 'DELETE') return
      // Both servers answered 2xx to a write of a collection or record, which is the object written.
      const written = JSON.parse(body) as Known
      if (kind === undefined) collections.set(written.id, written)
      else if (method === 'POST' && id !== undefined) {
        records.set(id, [...(records.get(id) ?? []), written.id])
      }
    },
  }
}
