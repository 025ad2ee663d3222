import { validationItem } from '../../spec/errors.ts'
import { ApiError, type FieldIssue, refusal } from '../errors.ts'
import { blank, checkLength, collectIssues } from '../issues.ts'
import type { Incoming } from '../request.ts'
import { isEmail } from '../values/email.ts'

/**
 * Reads a form of fixed text fields: keys match in any letter case (an exact match wins), null means missing, any other JSON
 * type is refused (auth.common.json-key-case, malformed-body). With `isGeneric` whatever is wrong with the body reads the
 * same (auth.common.unsupported-content-type).
 */
export const readForm = async <Name extends string>(
  incoming: Incoming,
  names: readonly Name[],
  { isGeneric = false }: { readonly isGeneric?: boolean } = {},
): Promise<Readonly<Record<Name, string>>> => {
  const body = await readBody(incoming, isGeneric)
  const form = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>
  for (const name of names) {
    const value = valueOf(body, name)
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') throw refusal('loadData')
    form[name] = value
  }
  return form
}

const readBody = async (
  incoming: Incoming,
  isGeneric: boolean,
): Promise<ReadonlyMap<string, unknown>> => {
  try {
    return await incoming.body()
  } catch (error) {
    // Only the wording of an undecodable body is this endpoint's own; an unsupported type or size keeps its message.
    const isUndecodable =
      error instanceof ApiError &&
      (isGeneric || (error.refusal.kind === 'invalid' && error.refusal.message === undefined))
    if (!isUndecodable) throw error
    throw refusal('loadData', { cause: error })
  }
}

const valueOf = (body: ReadonlyMap<string, unknown>, name: string): unknown => {
  if (body.has(name)) return body.get(name)
  for (const [key, value] of body) {
    if (key.toLowerCase() === name.toLowerCase()) return value
  }
  return undefined
}

/** A required text of 1 to `max` bytes (auth.common.required-message, length-error). */
export const checkText = (value: string, max: number): FieldIssue | undefined =>
  value === '' ? blank : checkLength(value, 1, max)

/** Refuses a form with its issues; does nothing when there are none. */
export const requireValid = (issues: Readonly<Record<string, FieldIssue | undefined>>): void => {
  const fields = collectIssues(issues)
  if (fields !== undefined) throw refusal('validateData', { fields })
}

/** A required e-mail address of at most 255 bytes. */
export const checkEmail = (value: string): FieldIssue | undefined =>
  checkText(value, 255) ?? (isEmail(value) ? undefined : validationItem('validation_is_email'))
