import { describe, expect, test } from 'bun:test'
import { ApiError } from '../errors.ts'
import recorded from './recorded-v0.36.6.json'
import { incoming, type TestWorld, withWorld } from './test-support.ts'

interface Step {
  readonly method: string
  readonly path: string
  readonly body?: object
  readonly status: number
  readonly answer?: unknown
}

const statuses = { invalid: 400, 'not-found': 404 } as Readonly<Record<string, number>>

const call = ({ collections }: TestWorld, { method, path, body }: Step) => {
  const [name = '', query] = path.slice(path.startsWith('/') ? 1 : 0).split('?')
  const request = incoming(body, query)
  switch (method) {
    case 'POST':
      return collections.create(request)
    case 'PATCH':
      return collections.update(name, request)
    case 'DELETE':
      return collections.delete(name)
    default:
      return name === '' ? collections.list(request) : collections.view(name)
  }
}

const withoutTimes = (text: string): string =>
  text.replace(/"(created|updated)":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z"/g, '"$1":""')

/** The edge ends sentences, adds the default one of a refusal's kind and sorts keys; none of it is this folder's business. */
const sentence = (text: string): string => text.trim().replace(/\.$/, '')

const withSentences = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === 'message' && typeof inner === 'string' ? sentence(inner) : inner,
  )

const answerOf = async (world: TestWorld, step: Step): Promise<unknown> => {
  try {
    const text = await call(world, step)
    if (text === undefined) return { status: 204 }
    // As text again, so that the order of keys counts.
    return { status: 200, answer: withoutTimes(text) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { kind } = error.refusal
    const fields = error.refusal.kind === 'invalid' ? error.refusal.fields : undefined
    return {
      status: statuses[kind],
      message: error.refusal.message === undefined ? undefined : sentence(error.refusal.message),
      data: withSentences(fields ?? {}),
    }
  }
}

const expected = ({ status, answer }: Step, hasMessage: boolean): unknown => {
  if (status === 204) return { status }
  const text = JSON.stringify(answer).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  if (status === 200) return { status, answer: text }
  const { data, message } = answer as { readonly data: object; readonly message: string }
  return {
    status,
    message: hasMessage ? sentence(message) : undefined,
    data: withSentences(data),
  }
}

const sequences: readonly {
  readonly title: string
  readonly steps: readonly Step[]
  readonly schema: readonly string[]
}[] = recorded.sequences

/** White space and the quotes of names are SQLite's own business after an ALTER TABLE. */
const normal = (sql: string): string => sql.replaceAll('"', '`').replace(/\s+/g, ' ')

describe('answers as PocketBase v0.36.6 does (recorded-v0.36.6.json)', () => {
  test.each(sequences.map((sequence) => [sequence.title, sequence] as const))(
    '%s',
    (_, { steps, schema }) =>
      withWorld(async (world) => {
        const fresh = new Set(readSchema(world))
        for (const [position, step] of steps.entries()) {
          const seen = await answerOf(world, step)
          const hasMessage =
            typeof seen === 'object' &&
            seen !== null &&
            'message' in seen &&
            seen.message !== undefined
          expect({ position, seen }).toEqual({ position, seen: expected(step, hasMessage) })
        }
        const left = readSchema(world).filter((sql) => !fresh.has(sql))
        expect(left.toSorted()).toEqual(schema.map(normal).toSorted())
      }),
  )
})

const readSchema = ({ rows }: TestWorld): readonly string[] =>
  rows(
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
  ).map(([sql]) => normal(String(sql)))
