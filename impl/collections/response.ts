import { readAuthOptions, withoutSecrets } from './auth-options.ts'
import { ruleNames } from './compile.ts'
import { toJsonText } from '../values/json.ts'
import type { Collection } from './model.ts'
import type { JsonObject } from '../values/shape.ts'

const written = new WeakMap<Collection, string>()

const optionsOf = ({ type, options }: Collection): JsonObject =>
  type === 'auth' ? withoutSecrets(readAuthOptions(options)) : options

/**
 * The JSON text of a collection as responses show it: keys in the order of the wire, no secret of any kind
 * (collections.shape.*, collections.secrets.never-returned).
 */
export const writeCollection = (collection: Collection): string => {
  let text = written.get(collection)
  if (text === undefined) {
    const { id, rules, name, type, fields, indexes, created, updated, system } = collection
    text = toJsonText({
      id,
      ...Object.fromEntries(ruleNames.map((rule) => [rule, rules[rule]])),
      name,
      type,
      fields: fields.map(({ config }) => config),
      indexes,
      created,
      updated,
      system,
      ...optionsOf(collection),
    })
    written.set(collection, text)
  }
  return text
}
