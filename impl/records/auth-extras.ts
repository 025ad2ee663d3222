import type { Collections } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { Step } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'
import { linkedTables } from './linked.ts'
import { idOf, type StoredRecord } from './record.ts'
import { installerEmail, superusers } from './superusers.ts'

/** Of the linked ones, those whose rows end with a password. */
const sessionTables = ['_mfas', '_authOrigins']

/** What writing a record means beyond its own row, because it is an auth record or a superuser. Empty for all others. */
export interface AuthExtras {
  /** Values the collection insists on. */
  readonly forced: Readonly<Record<string, FieldValue>>
  readonly afterCreate: readonly Step[]
  readonly afterPasswordChange: readonly Step[]
  readonly beforeDelete: readonly Step[]
  readonly afterDelete: readonly Step[]
}

const none: AuthExtras = {
  forced: {},
  afterCreate: [],
  afterPasswordChange: [],
  beforeDelete: [],
  afterDelete: [],
}

export const authExtras = (collections: Collections, record: StoredRecord): AuthExtras => {
  const { collection, values } = record
  if (collection.type !== 'auth') return none
  const clear = (tables: readonly string[]): readonly Step[] =>
    tables
      .filter((table) => collections.find(table) !== undefined)
      .map((table) => ({
        kind: 'write',
        sql: `DELETE FROM ${quoteName(table)} WHERE collectionRef = ? AND recordRef = ?`,
        args: [collection.id, idOf(record)],
      }))
  const shared: AuthExtras = {
    ...none,
    afterPasswordChange: clear(sessionTables),
    afterDelete: clear(linkedTables),
  }
  if (collection.name !== superusers) return shared
  return {
    ...shared,
    // records.superusers.always-verified
    forced: { verified: true },
    // records.superusers.installer-removed
    afterCreate:
      values['email'] === installerEmail
        ? []
        : [
            {
              kind: 'write',
              sql: `DELETE FROM ${quoteName(superusers)} WHERE email = ?`,
              args: [installerEmail],
            },
          ],
    // records.superusers.delete-last
    beforeDelete: [
      {
        kind: 'guard',
        sql: `SELECT 1 FROM ${quoteName(superusers)} WHERE id != ?`,
        args: [idOf(record)],
        expect: 'some',
        tag: 'last-superuser',
      },
    ],
  }
}
