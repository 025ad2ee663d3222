import type { FieldChange, FieldDraft } from './edit.ts'

/** A field as a server shows it, or as it is sent: an id only when the server gave one or the draft chose one. */
export type SentField = Readonly<Record<string, unknown>>

const toSent = ({ name, type, options }: FieldDraft): SentField => ({ ...options, name, type })

/** Applies one change to a list of fields. A change that needs a field leaves an empty list as it is. */
export const changeFields = (
  fields: readonly SentField[],
  change: FieldChange,
): readonly SentField[] => {
  const length = fields.length
  if (change.kind === 'add')
    return fields.toSpliced(change.at % (length + 1), 0, toSent(change.field))
  const at = length === 0 ? 0 : change.at % length
  const field = fields[at]
  if (field === undefined) return fields
  switch (change.kind) {
    case 'remove':
      return fields.toSpliced(at, 1)
    case 'duplicate':
      return fields.toSpliced(at, 0, field)
    case 'rename':
      return fields.with(at, { ...field, name: change.name })
    case 'move':
      return fields.toSpliced(at, 1).toSpliced(change.to % length, 0, field)
    case 'replace':
      return fields.with(at, { ...toSent(change.field), name: field['name'] })
    case 'retype':
      return fields.with(at, { ...field, type: change.type })
    case 'set':
      return fields.with(at, { ...field, ...change.options })
    default:
      return change satisfies never
  }
}
