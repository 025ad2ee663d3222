import type { Collection } from '../collections/model.ts'
import { formatDate } from '../values/date.ts'
import { isUnhashable } from './auth-form.ts'
import type { RecordContext } from './context.ts'
import { emptyValues, textOf, type Values } from './record.ts'

/** Sets what the server's clock sets. `event` chooses between creation and update (values.autodate.*). */
export const stampDates = (
  { fields }: Collection,
  values: Values,
  event: 'onCreate' | 'onUpdate',
  now: Date,
): void => {
  for (const { config, type } of fields) {
    if (type.clock?.(config)[event] === true) values[config.name] = formatDate(now)
  }
}

/** Replaces every newly set password by its hash. Plain text beyond bcrypt's 72 bytes has been refused before. */
export const hashSecrets = async (
  { hashPassword }: RecordContext,
  { fields }: Collection,
  values: Readonly<Values>,
  touched: ReadonlySet<string>,
): Promise<Values> => {
  const hashed = Object.assign(emptyValues(), values)
  for (const { config, type } of fields) {
    const plain = textOf(values[config.name])
    if (type.secret !== true || !touched.has(config.name) || plain === '') continue
    if (isUnhashable(plain)) continue
    const cost = Number(config['cost']) || 10
    hashed[config.name] = await hashPassword(plain, cost)
  }
  return hashed
}
