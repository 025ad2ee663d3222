import { hasUniqueIndexOn } from './index-sql.ts'

/** Fields of auth collections that must be unique on their own. */
export const uniqueAuthFields = ['tokenKey', 'email'] as const

const maxIndexName = 64

/** Requirements collections.auth.default-indexes and -custom-id. */
export const defaultIndex = (
  field: (typeof uniqueAuthFields)[number],
  id: string,
  table: string,
): string => {
  const name = `idx_${field}_${id}`.slice(0, maxIndexName)
  const where = field === 'email' ? " WHERE `email` != ''" : ''
  return `CREATE UNIQUE INDEX \`${name}\` ON \`${table}\` (\`${field}\`)${where}`
}

/** The indexes with the default ones appended that an auth collection lacks (collections.indexes.auth-required-readded). */
export const withAuthIndexes = (
  indexes: readonly string[],
  { id, name }: { readonly id: string; readonly name: string },
): readonly string[] => [
  ...indexes,
  ...uniqueAuthFields
    .filter((field) => !hasUniqueIndexOn(indexes, field))
    .map((field) => defaultIndex(field, id, name)),
]
