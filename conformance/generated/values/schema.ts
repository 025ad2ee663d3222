import type { ModelField } from '../../model/values/record.ts'

/** How strict the fields of a session's collection are. */
export const variants = ['plain', 'bounded', 'required', 'strict'] as const
export type Variant = (typeof variants)[number]

const choice = { values: ['a', 'b', 'c', '1', 'true', '1.5', '["'] }

const bounds: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  text: { min: 2, max: 6 },
  pattern: { pattern: '^[a-z0-9 ]*$' },
  editor: { maxSize: 12 },
  number: { min: -10, max: 1000.5 },
  whole: { onlyInt: true },
  date: { min: '2000-01-01 00:00:00.000Z', max: '2024-02-29 12:00:00.000Z' },
  many: { maxSelect: 2 },
  rels: { minSelect: 2, maxSelect: 2 },
  json: { maxSize: 20 },
  pw: { min: 3, max: 10 },
}

const types: readonly (readonly [name: string, type: string, options?: object])[] = [
  ['text', 'text'],
  ['pattern', 'text'],
  ['editor', 'editor'],
  ['email', 'email'],
  ['url', 'url'],
  ['number', 'number'],
  ['whole', 'number'],
  ['bool', 'bool'],
  ['date', 'date'],
  ['one', 'select', { ...choice, maxSelect: 1 }],
  ['many', 'select', { ...choice, maxSelect: 4 }],
  ['rel', 'relation', { maxSelect: 1 }],
  ['rels', 'relation', { maxSelect: 4 }],
  ['file', 'file', { maxSelect: 1 }],
  ['files', 'file', { maxSelect: 3 }],
  ['json', 'json'],
  ['geo', 'geoPoint'],
  ['pw', 'password', { cost: 4 }],
]

export const fieldNames: readonly string[] = types.map(([name]) => name)

/** No file can be kept without an upload, so one that is required would refuse everything. */
const mayBeRequired = (type: string): boolean => type !== 'file'

/** One field of every type that takes part, and two where options exclude each other. */
export const fieldsOf = (variant: Variant, collectionId: string): readonly ModelField[] =>
  types.map(([name, type, options = {}]) => ({
    name,
    type,
    ...options,
    ...(type === 'relation' ? { collectionId } : {}),
    ...(variant === 'bounded' || variant === 'strict' ? bounds[name] : {}),
    ...((variant === 'required' || variant === 'strict') && mayBeRequired(type)
      ? { required: true }
      : {}),
  }))
