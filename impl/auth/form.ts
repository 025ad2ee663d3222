import { validationItem } from '../../spec/errors.ts'
import { ApiError, type FieldIssue, refusal } from '../errors.ts'
import { blank, checkLength, collectIssues } from '../issues.ts'
import type { Incoming } from '../request.ts'
import { castText } from '../values/cast.ts'
import { isEmail } from '../values/email.ts'
import { foldKey } from '../values/shape.ts'

/** What the auth forms read by name, in the order sent; nothing for what was not sent, or is null. */
export type Submitted = (name: string) => readonly unknown[]

/**
 * The submitted object. Keys of JSON match in any letter case, and of several the last counts, though each must be of the
 * right type; keys of a form match exactly, its values are texts, and the first of several is the only one
 * (auth.common.json-key-case, json-key-spellings, body-formats). What is wrong with the body is told in the words of the auth
 * forms; with `isGeneric` all of it reads the same (auth.common.unsupported-content-type).
 */
export const readSubmitted = async (
  incoming: Incoming,
  { isGeneric = false }: { readonly isGeneric?: boolean } = {},
): Promise<Submitted> => {
  const body = await readBody(incoming, isGeneric)
  if (incoming.isForm) return (name) => (body.has(name) ? [textIn(body.get(name))] : [])
  const sent = [...body].filter(([, value]) => value !== null)
  return (name) => sent.filter(([key]) => foldKey(key) === foldKey(name)).map(([, value]) => value)
}

/** The reader of forms takes `12` for a number; here it is what was written. */
const textIn = (value: unknown): string => castText(Array.isArray(value) ? value[0] : value)

/** Reads a form of fixed text fields: null means missing, any other JSON type is refused (auth.common.malformed-body). */
export const readForm = async <Name extends string>(
  incoming: Incoming,
  names: readonly Name[],
  options: { readonly isGeneric?: boolean } = {},
): Promise<Readonly<Record<Name, string>>> => {
  const submitted = await readSubmitted(incoming, options)
  const form = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>
  for (const name of names) {
    for (const value of submitted(name)) {
      if (typeof value !== 'string') throw refusal('loadData')
      form[name] = value
    }
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
