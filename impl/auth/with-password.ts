import type { Collection } from '../collections/model.ts'
import { validationItem } from '../../spec/errors.ts'
import { refusal } from '../errors.ts'
import { type StoredRecord, textOf } from '../records/record.ts'
import type { Incoming } from '../request.ts'
import { isEmail } from '../values/email.ts'
import { authOptionsOf, requireAuthCollection } from './collection.ts'
import type { AuthContext } from './context.ts'
import { findByField } from './find.ts'
import { checkText, readForm, requireValid } from './form.ts'
import { answerSignIn } from './respond.ts'

/** Signs a record in with one of the collection's identity fields and its password (auth.password.*). */
export const authWithPassword =
  (context: AuthContext) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const collection = requireAuthCollection(context.collections, nameOrId)
    const { enabled, identityFields } = authOptionsOf(collection).passwordAuth
    if (!enabled) throw refusal('passwordAuthDisabled')
    const form = await readForm(incoming, ['identity', 'password', 'identityField'])
    requireValid({
      identity: checkText(form.identity, 255),
      password: checkText(form.password, 255),
      identityField: checkIdentityField(form.identityField, identityFields),
    })
    const fields =
      form.identityField === '' ? candidates(identityFields, form.identity) : [form.identityField]
    const record = await findByIdentity(context, collection, fields, form.identity)
    const hash = textOf(record?.values['password'])
    if (record === undefined || !(await context.verifyPassword(form.password, hash))) {
      throw refusal('authenticate')
    }
    return answerSignIn(context, record, incoming, 'password')
  }

const checkIdentityField = (name: string, allowed: readonly string[]) => {
  if (name === '') return undefined
  const tooLong = checkText(name, 255)
  if (tooLong !== undefined || allowed.includes(name)) return tooLong
  return validationItem('validation_in_invalid')
}

/** E-mail first, and only for what looks like one (auth.password.auto-order). */
const candidates = (identityFields: readonly string[], identity: string): readonly string[] => {
  const others = identityFields.filter((name) => name !== 'email')
  const byEmail = identityFields.includes('email') && isEmail(identity)
  return byEmail ? ['email', ...others] : others
}

/** The first field with a match decides. */
const findByIdentity = async (
  { store }: AuthContext,
  collection: Collection,
  fields: readonly string[],
  identity: string,
): Promise<StoredRecord | undefined> => {
  for (const name of fields) {
    const found = await findByField(store, collection, name, identity)
    if (found !== undefined) return found
  }
  return undefined
}
