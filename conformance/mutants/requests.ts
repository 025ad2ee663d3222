import type { Fault, Send } from '../harness/fault.ts'
import type { Family } from './families.ts'
import { peekJson } from './edit-json.ts'
import { isObject } from './places.ts'
import { type Operation, operationOf, operations } from './operations.ts'
import { lineOf, type Turn } from './tape.ts'

/**
 * A wrong server whose mistake is in what it does with a request, so that it shows only on a server: the request is changed on its
 * way, or what was done is undone before it is answered.
 */
export interface RequestMutant {
  readonly id: string
  readonly says: string
  readonly family: Family
  readonly operation: Operation
  /** Whether an exchange of the past would have gone otherwise. `superuser` is the superuser's token. */
  touches(turn: Turn, superuser: string): boolean
  /** `onChange` hears each time that something went otherwise. */
  fault(superuser: string, onChange: () => void): Fault
}

type Draft = Pick<RequestMutant, 'family' | 'says'> & {
  readonly name: string
  touches(turn: Turn, superuser: string): boolean
  /** Sends a request of the operation, wrongly. */
  send(request: Request, tools: Tools): Promise<Response>
}

interface Tools {
  readonly send: Send
  readonly superuser: string
  readonly onChange: () => void
}

export const generateRequestMutants = (): readonly RequestMutant[] =>
  operations.flatMap((operation) =>
    [...queryDrafts(operation), ...callerDrafts(operation), ...writeDrafts(operation)].map(
      ({ name, family, says, touches, send: sendWrongly }) => ({
        id: `${operation.id}/${family}/${name}`,
        says,
        family,
        operation,
        touches: (turn, superuser) =>
          operationOf(turn.line) === operation && touches(turn, superuser),
        fault: (superuser, onChange) => (send) => (request) =>
          operationOf(lineOf(request)) === operation
            ? sendWrongly(request, { send, superuser, onChange })
            : send(request),
      }),
    ),
  )

const queryDrafts = ({ query }: Operation): readonly Draft[] =>
  query.map((name) => ({
    family: 'query',
    name,
    says: `The parameter "${name}" is ignored.`,
    touches: ({ line }) => line.query.has(name),
    send(request, { send, onChange }) {
      const url = new URL(request.url)
      if (!url.searchParams.has(name)) return send(request)
      url.searchParams.delete(name)
      onChange()
      return send(readdressed(request, url))
    },
  }))

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** One that can be sent beside it: a body is read once. */
const copyOf = (request: Request): Request => request.clone() as Request // Bun's own type of the same class

/** The same request to another address. */
const readdressed = (request: Request, url: URL): Request => new Request(url.href, request)

/** The same request with another token, or none. */
const asCaller = (request: Request, token: string | undefined): Request => {
  const headers = new Headers(request.headers)
  if (token === undefined) headers.delete('Authorization')
  else headers.set('Authorization', token)
  const { method, url, body, signal } = request
  // Made from the request itself, it would keep the token that was taken away.
  return new Request(url, { method, headers, body, signal, redirect: 'manual' })
}

/** Statuses with which rules refuse. */
const ruled = new Set([401, 403, 404])

/** Whether a rule may have refused. A 400 is about what was sent, but a createRule answers one that names nothing, and batches hand it on. */
const isRuled = (operation: string, status: number, json: () => unknown): boolean => {
  if (status !== 400) return ruled.has(status)
  if (operation === 'batch') return true
  const body = operation === 'records.create' ? json() : undefined
  const data = isObject(body) ? body['data'] : undefined
  return isObject(data) && Object.keys(data).length === 0
}

const callerDrafts = ({ id, method }: Operation): readonly Draft[] => [
  {
    family: 'token',
    name: 'ignored',
    says: 'A token is ignored: everybody is a guest.',
    touches: ({ line }) => line.token !== undefined,
    send(request, { send, onChange }) {
      if (!request.headers.has('Authorization')) return send(request)
      onChange()
      return send(asCaller(request, undefined))
    },
  },
  {
    family: 'rule',
    name: 'forgotten',
    says: 'What the rules refuse is done.',
    touches: ({ line, answer }, superuser) =>
      line.token !== superuser && isRuled(id, answer.status, () => peekJson(answer)),
    async send(request, { send, superuser, onChange }) {
      if (request.headers.get('Authorization') === superuser) return send(request)
      const again = asCaller(copyOf(request), superuser)
      const refused = await send(request)
      const body = refused.status === 400 ? await jsonOf(refused) : undefined
      if (!isRuled(id, refused.status, () => body)) return refused
      const done = await send(again)
      if (!isSuccess(done.status)) return refused
      onChange()
      return done
    },
  },
  ...(method === 'GET' && id.startsWith('records.') ? [leak] : []),
]

const leak: Draft = {
  family: 'leak',
  name: 'what only superusers see',
  says: 'Everybody is shown what only superusers may see of it.',
  touches: ({ line, answer }, superuser) => line.token !== superuser && isSuccess(answer.status),
  async send(request, { send, superuser, onChange }) {
    if (request.headers.get('Authorization') === superuser) return send(request)
    const again = asCaller(copyOf(request), superuser)
    const seen = await send(request)
    if (!isSuccess(seen.status)) return seen
    onChange()
    return send(again)
  },
}

const lostWrite = {
  family: 'lost-write',
  touches: ({ answer }: Turn) => isSuccess(answer.status),
} as const

/** Operations whose effect can be taken back over the API before the caller hears that it is done. */
const writeDrafts = ({ id }: Operation): readonly Draft[] => {
  switch (id) {
    case 'records.create':
    case 'collections.create':
      return [
        {
          ...lostWrite,
          name: 'nothing is created',
          says: 'Creating is answered as done, and nothing is there.',
          send: createAndRemove,
        },
      ]
    case 'records.update':
    case 'collections.update':
    case 'settings.update':
      return [
        {
          ...lostWrite,
          name: 'nothing is changed',
          says: 'A change is answered as done, and all is as before.',
          send: (request, tools) => doAndUndo(request, tools, 'PATCH', request.url.split('?')[0]),
        },
      ]
    case 'records.delete':
    case 'collections.delete':
      return [
        {
          ...lostWrite,
          name: 'nothing is deleted',
          says: 'Deleting is answered as done, and it is still there.',
          send: (request, tools) =>
            doAndUndo(request, tools, 'POST', request.url.replace(/\/[^/]+$/, '')),
        },
      ]
    default:
      return []
  }
}

const jsonOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.clone().json()
  } catch {
    return undefined // an answer without a body has nothing to tell
  }
}

const createAndRemove: Draft['send'] = async (request, { send, superuser, onChange }) => {
  const answer = await send(request)
  const made = await jsonOf(answer)
  if (!isSuccess(answer.status) || !isObject(made) || typeof made['id'] !== 'string') return answer
  const headers = { Authorization: superuser }
  const [at] = request.url.split('?')
  const removed = await send(new Request(`${at}/${made['id']}`, { method: 'DELETE', headers }))
  if (isSuccess(removed.status)) onChange()
  return answer
}

/** Sends what was there before the request to where it brings that back. */
const doAndUndo = async (
  request: Request,
  { send, superuser, onChange }: Tools,
  method: string,
  at = '',
): Promise<Response> => {
  const headers = { Authorization: superuser, 'Content-Type': 'application/json' }
  const [url = ''] = request.url.split('?')
  const before = await jsonOf(await send(new Request(url, { headers })))
  const answer = await send(request)
  if (!isSuccess(answer.status)) return answer
  const body = JSON.stringify(before)
  const undone = await send(new Request(at, { method, headers, body }))
  if (isSuccess(undone.status)) onChange()
  return answer
}
