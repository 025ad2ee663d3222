import { validationItem } from '../../spec/errors.ts'
import { ApiError, type FieldIssue, refusal } from '../errors.ts'
import { blank, checkLength, collectIssues } from '../issues.ts'
import type { Incoming } from '../request.ts'
import { castText } from '../values/cast.ts'
import { isEmail } from '../values/email.ts'

/** What the auth forms read by name; undefined for what was not sent. */
export type Submitted = (name: string) => unknown

/**
 * The submitted object. Keys of JSON match in any letter case (an exact match wins); keys of a form match exactly, its
 * values are texts, and the first of several counts (auth.common.json-key-case, body-formats). What is wrong with the body
 * is told in the words of the auth forms; with `isGeneric` all of it reads the same (auth.common.unsupported-content-type).
 */
export const readSubmitted = async (
  incoming: Incoming,
  { isGeneric = false }: { readonly isGeneric?: boolean } = {},
): Promise<Submitted> => {
  const body = await readBody(incoming, isGeneric)
  if (incoming.isForm) return (name) => textIn(body.get(name))
  return (name) => {
    if (body.has(name)) return body.get(name)
    const key = [...body.keys()].find((each) => each.toLowerCase() === name.toLowerCase())
    return key === undefined ? undefined : body.get(key)
  }
}

/** The reader of forms takes `12` for a number; here it is what was written. */
const textIn = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return first === undefined ? undefined : castText(first)
}

/** Reads a form of fixed text fields: null means missing, any other JSON type is refused (auth.common.malformed-body). */
export const readForm = async <Name extends string>(
  incoming: Incoming,
  names: readonly Name[],
  options: { readonly isGeneric?: boolean } = {},
): Promise<Readonly<Record<Name, string>>> => {
  const submitted = await readSubmitted(incoming, options)
  const form = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>
  for (const name of names) {
    const value = submitted(name)
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
