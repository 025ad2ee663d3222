import { ApiError, refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { merge, type ObjectShape, type Shape, type Shaped, Undecodable } from '../values/shape.ts'

type Values = Readonly<Record<string, unknown>>

interface Submitted {
  /** Fields of a form as texts, by the dotted path of their value. */
  readonly fields: ReadonlyMap<string, string | readonly string[]>
  /** Sections of a JSON body or of the payload of a form. */
  readonly sections: Values
}

/**
 * What was submitted, decoded onto the current values. A form addresses values as `section.key` and its payload is merged
 * behind them (settings.update.form-data, form-json-payload). Whatever is wrong with the body reads the same
 * (http.error.first-api-error-wins).
 */
export const readOnto = async <S extends ObjectShape>(
  shape: S,
  current: Shaped<S>,
  incoming: Incoming,
): Promise<(latest: Shaped<S>) => Shaped<S>> => {
  const { fields, sections } = await readSubmitted(incoming)
  const decode = (onto: Shaped<S>): Shaped<S> => {
    const filled = [...fields].reduce<unknown>(
      (before, [name, text]) =>
        pathsOf(shape, name).reduce(
          (filling, path) => merge(shape, filling, fieldOf(shape, path, text)),
          before,
        ),
      onto,
    )
    return merge(shape, filled, sections)
  }
  try {
    decode(current)
  } catch (error) {
    if (error instanceof Undecodable) throw refusal('loadData', { cause: error })
    throw error
  }
  return decode
}

const readSubmitted = async (incoming: Incoming): Promise<Submitted> => {
  try {
    const body = await incoming.body()
    const isJson = incoming.info.headers.get('content_type')?.startsWith('application/json')
    if (isJson === true) return { fields: new Map(), sections: Object.fromEntries(body) }
    return readForm(body)
  } catch (error) {
    if (error instanceof ApiError) throw refusal('loadData', { cause: error })
    throw error
  }
}

/** A form's values were inferred from texts that they are the only spelling of, so their texts are theirs again. */
const readForm = (body: ReadonlyMap<string, unknown>): Submitted => {
  const fields = new Map<string, string | readonly string[]>()
  const sections: Record<string, unknown> = {}
  for (const [key, value] of body) {
    if (Array.isArray(value)) fields.set(key, value.map(String))
    else if (typeof value === 'object') sections[key] = value
    else fields.set(key, String(value))
  }
  return { fields, sections }
}

/**
 * Where a form's field goes: `section.key`, in the section of that name and in every one that lies within another
 * (settings.update.form-nested-s3). Longer names lead nowhere.
 */
const pathsOf = ({ object }: ObjectShape, name: string): readonly (readonly string[])[] => {
  const path = name.split('.')
  const [section = ''] = path
  if (path.length > 2) return []
  const around = Object.keys(object).filter((outer) => {
    const inner = object[outer]
    return typeof inner === 'object' && 'object' in inner && Object.hasOwn(inner.object, section)
  })
  return path.length < 2 ? [path] : [path, ...around.map((outer) => [outer, ...path])]
}

/** The value of a form's field as a JSON body would have it; nothing for a path that leads to no plain value. */
const fieldOf = (
  shape: ObjectShape,
  [key = '', ...rest]: readonly string[],
  text: string | readonly string[],
): Values => {
  const inner = Object.hasOwn(shape.object, key) ? shape.object[key] : undefined
  if (inner === undefined) return {}
  if (typeof inner === 'object' && 'object' in inner) {
    return rest.length === 0 ? {} : { [key]: fieldOf(inner, rest, text) }
  }
  return rest.length === 0 ? { [key]: valueOf(inner, text) } : {}
}

const valueOf = (shape: Shape, text: string | readonly string[]): unknown => {
  const [first = ''] = typeof text === 'string' ? [text] : text
  switch (shape) {
    case 'string':
    case 'nullable-string':
      return first
    case 'boolean':
    case 'nullable-boolean':
      return toBoolean(first)
    case 'integer':
      return toInteger(first)
    case 'string-list':
      return typeof text === 'string' ? [text] : text
    case 'nullable-object':
    default:
      return undefined
  }
}

const toBoolean = (text: string): boolean => {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true
  if (/^(|0|f|F|FALSE|false|False)$/.test(text)) return false
  throw new Undecodable()
}

const toInteger = (text: string): number => {
  if (text === '') return 0
  if (!/^[+-]?\d+$/.test(text)) throw new Undecodable()
  return Number(text)
}
