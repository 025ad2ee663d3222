import type { HttpMessage } from '../probes/http-message.ts'

/** Parsed bodies of answers that are looked at again and again, by one mutant after the other. */
const parsed = new WeakMap<Uint8Array, { readonly value: unknown }>()

/** The JSON body of an answer, not to be changed; undefined when it is none. */
export const peekJson = ({ body }: Pick<HttpMessage, 'body'>): unknown => {
  let known = parsed.get(body)
  if (known === undefined) {
    known = { value: parse(new TextDecoder().decode(body)) }
    parsed.set(body, known)
  }
  return known.value
}

/**
 * An answer whose JSON body was edited in place by `edit`, which says whether it found something to change. All else stays
 * byte for byte: a body that is spelled otherwise than any JSON writer here would spell it is left alone.
 */
export const editJson = (answer: HttpMessage, edit: (json: unknown) => boolean): HttpMessage => {
  if (peekJson(answer) === undefined) return answer
  const text = new TextDecoder().decode(answer.body)
  const ending = text.endsWith('\n') ? '\n' : ''
  const json = parse(text)
  const spell = spellings.find((spelling) => spelling(json) + ending === text)
  if (spell === undefined || !edit(json)) return answer
  return { ...answer, body: new TextEncoder().encode(spell(json) + ending) }
}

/** Go's encoder escapes what HTML could take for markup. */
const escaped = (text: string): string =>
  text.replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const spellings: readonly ((json: unknown) => string)[] = [
  (json) => JSON.stringify(json),
  (json) => escaped(JSON.stringify(json)),
]

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // an answer that is not JSON stays as it is
  }
}
