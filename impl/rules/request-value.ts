import type { Field } from '../collections/model.ts'
import type { SqlValue } from '../store/store.ts'
import { toSortedJson } from '../values/json.ts'
import { type Fragment, input } from './fragment.ts'
import { readNumber } from './number-text.ts'
import { boundOperand, nullOperand, type Operand, textOperand } from './operand.ts'
import type { RequestInfo, SentJson } from './query.ts'
import type { Environment } from './scope.ts'

export type ReadRequest = (request: RequestInfo) => unknown

/** What SQL may have to know of a value before it is bound. */
type Form = 'null' | 'empty' | 'text' | 'number' | 'bool'

const formOf = (value: SqlValue | boolean): Form => {
  if (value === null) return 'null'
  if (value === '') return 'empty'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'bool' : 'text'
}

/** Objects and arrays are compared as compact JSON text with sorted keys (rules.request.objects-as-json-text). */
const toScalar = (raw: unknown): string | number | boolean | null => {
  if (typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean') return raw
  return typeof raw === 'object' && raw !== null ? toSortedJson(raw) : null
}

/**
 * A value that comes with each request. Whether it is missing, empty, text or a number decides the SQL around it, so that is
 * asked while compiling; the value itself is bound later.
 */
export const requestValue = (env: Environment, read: ReadRequest): Operand => {
  const scalar = (request: RequestInfo): string | number | boolean | null => toScalar(read(request))
  const form = env.decide((request) => formOf(scalar(request)))
  switch (form) {
    case 'null':
      return nullOperand
    case 'empty':
      return textOperand('')
    case 'text':
      return known(input(({ request }) => String(scalar(request))))
    case 'number':
      return { ...known(input(({ request }) => Number(scalar(request)), 'real')), holds: 'real' }
    case 'bool':
      return known(input(({ request }) => Number(scalar(request)), 'bool'))
    default:
      return form satisfies never
  }
}

const known = (value: Fragment): Operand => boundOperand('known', value)

/** A value under the name of a number field is compared as a number when it looks like one. */
export const numberLike =
  (read: ReadRequest, field: Field | undefined): ReadRequest =>
  (request) => {
    const raw = read(request)
    if (field?.type.numeric !== true || typeof raw !== 'string') return raw
    return readNumber(raw) ?? raw
  }

/** The words of SQL, not 1 and 0: `'a' IS NOT FALSE` asks for truth, so `'a' != ...:isset` is false without the key. */
export const isset = ({ decide }: Environment, read: ReadRequest): Operand =>
  known([decide((request) => (read(request) === undefined ? 'FALSE' : 'TRUE'))])

/** What a json field's text means; undefined for text that is not JSON, which no validation has refused yet. */
export const readJson = ({ json }: SentJson): unknown => {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined // nothing to follow keys into
  }
}

/** Follows keys and array indexes; undefined where the way ends. */
export const dig = (value: unknown, path: readonly string[]): unknown => {
  let current = value
  for (const part of path) {
    if (Array.isArray(current)) {
      current = /^\d+$/.test(part) ? (current[Number(part)] as unknown) : undefined
    } else if (typeof current === 'object' && current !== null && Object.hasOwn(current, part)) {
      current = (current as Readonly<Record<string, unknown>>)[part] // an own key, as just asked
    } else {
      return undefined
    }
  }
  return current
}
