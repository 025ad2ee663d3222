import { apiErrors, statusMessages, validationErrors } from '../../spec/errors.ts'
import { type Schema, shapes } from '../../spec/shapes.ts'
import type { HttpMessage } from '../probes/http-message.ts'
import { changeHeader } from './change.ts'
import { editJson, peekJson } from './edit-json.ts'
import type { Family } from './families.ts'
import type { Change, RequestLine, WrongServer } from './mutant.ts'
import { type Operation, operationOf, operations } from './operations.ts'
import { isObject, objectsAt, type Place, placesOf, showPlace } from './places.ts'

/** A mutant that is a function of an operation and its wire shapes. */
export interface GeneratedMutant extends WrongServer {
  readonly family: Family
  readonly operation: Operation
}

interface Draft extends Pick<WrongServer, 'says' | 'change' | 'begin'> {
  readonly family: Family
  /** The rest of the id. */
  readonly name: string
}

/** All mutants of answers, operation by operation. Ids are unique. */
export const generateMutants = (): readonly GeneratedMutant[] =>
  operations.flatMap((operation) => {
    const reaches = (request: RequestLine): boolean => operationOf(request) === operation
    const drafts = new Map(
      [...successes(operation), ...refusals(), ...states(operation)].map((draft) => [
        `${draft.family}/${draft.name}`,
        draft,
      ]),
    )
    return [...drafts].map(([id, { name: _, ...draft }]) => ({
      ...draft,
      id: `${operation.id}/${id}`,
      operation,
      reaches,
    }))
  })

const onSuccess =
  (change: Change): Change =>
  (answer, request) =>
    answer.status >= 200 && answer.status < 300 ? change(answer, request) : answer

const onRefusal =
  (change: Change): Change =>
  (answer, request) =>
    answer.status >= 400 ? change(answer, request) : answer

/** Edits every object at a place; no body is written anew where there is none of interest. */
const atPlace =
  (
    place: Place,
    edit: (object: Record<string, unknown>) => boolean,
    isOfInterest: (object: Record<string, unknown>) => boolean = () => true,
  ): Change =>
  (answer) => {
    if (!objectsAt(peekJson(answer), place.steps).some(isOfInterest)) return answer
    return editJson(answer, (json) =>
      objectsAt(json, place.steps)
        .map(edit)
        .some((isChanged) => isChanged),
    )
  }

/** Other entries in place of an object's own; where they stand is kept. */
const rewrite = (
  object: Record<string, unknown>,
  entries: readonly (readonly [string, unknown])[],
): true => {
  for (const key of Object.keys(object)) Reflect.deleteProperty(object, key)
  for (const [key, value] of entries) object[key] = value
  return true
}

const successes = (operation: Operation): readonly Draft[] => [
  ...operation.shapes.flatMap((name) => placesOf(shapes[name]).flatMap(ofPlace)),
  ...statusDrafts,
  ...headersOf('success', onSuccess),
  {
    family: 'body',
    name: 'success/no line end',
    says: 'A JSON answer does not end with a line end.',
    change: onSuccess(withoutLineEnd),
  },
]

const statusDrafts: readonly Draft[] = [
  [200, 201],
  [204, 200],
].map(([from = 0, to = 0]) => ({
  family: 'status',
  name: `${from} is ${to}`,
  says: `What succeeds with ${from} answers ${to}.`,
  change: (answer) => (answer.status === from ? { ...answer, status: to, reason: '' } : answer),
}))

const withoutLineEnd: Change = (answer) => {
  const isEnded = answer.body.at(-1) === 10 && peekJson(answer) !== undefined
  return isEnded ? { ...answer, body: answer.body.slice(0, -1) } : answer
}

/** The headers that the contract speaks of for any answer (http.headers, http.response, http.cors). */
const headers = {
  'Content-Type': 'text/plain; charset=utf-8',
  Vary: 'Accept',
  'X-Content-Type-Options': 'sniff',
  'X-Frame-Options': 'DENY',
  'X-XSS-Protection': '0',
} as const

const headersOf = (kind: string, only: (change: Change) => Change): readonly Draft[] =>
  Object.entries(headers).flatMap(([name, value]): readonly Draft[] => [
    {
      family: 'header',
      name: `${kind}/${name} dropped`,
      says: `An answer (${kind}) has no ${name}.`,
      change: only(changeHeader(name, undefined)),
    },
    {
      family: 'header',
      name: `${kind}/${name} changed`,
      says: `An answer (${kind}) has ${name}: ${value}.`,
      change: only(changeHeader(name, value)),
    },
  ])

const ofPlace = (place: Place): readonly Draft[] => {
  const where = showPlace(place.steps)
  const drafts: Draft[] = Object.entries(place.properties).flatMap(([key, schema]) =>
    ofKey(place, key, schema),
  )
  drafts.push({
    family: 'add',
    name: where || '/',
    says: `The object at ${where || '/'} has a key "surplus".`,
    change: onSuccess(
      atPlace(place, (object) => rewrite(object, [...Object.entries(object), ['surplus', 1]])),
    ),
  })
  if (place.isOrdered) {
    drafts.push({
      family: 'key-order',
      name: where || '/',
      says: `The first key of the object at ${where || '/'} comes last.`,
      change: onSuccess(
        atPlace(place, (object) => {
          const [first, ...rest] = Object.entries(object)
          return first !== undefined && rest.length > 0 && rewrite(object, [...rest, first])
        }),
      ),
    })
  }
  return drafts
}

const ofKey = (place: Place, key: string, schema: Schema): readonly Draft[] => {
  const where = `${showPlace(place.steps)}/${key}`
  const has = (object: Record<string, unknown>): boolean => Object.hasOwn(object, key)
  const edit = (change: (entry: readonly [string, unknown]) => readonly [string, unknown][]) =>
    onSuccess(
      atPlace(
        place,
        (object) =>
          Object.hasOwn(object, key) &&
          rewrite(
            object,
            Object.entries(object).flatMap((entry) => (entry[0] === key ? change(entry) : [entry])),
          ),
        has,
      ),
    )
  return [
    {
      family: 'drop',
      name: where,
      says: `${where} is not there.`,
      change: edit(() => []),
    },
    {
      family: 'rename',
      name: where,
      says: `${where} is called "${key}_".`,
      change: edit(([, value]) => [[`${key}_`, value]]),
    },
    {
      family: 'retype',
      name: where,
      says: `The value at ${where} has another JSON type.`,
      change: edit(([, value]) => [[key, retyped(value)]]),
    },
    {
      family: 'value',
      name: where,
      says: `${where} has another value of its type.`,
      change: onSuccess(
        atPlace(
          place,
          (object) => {
            const other = otherValue(object[key], schema)
            if (other === undefined) return false
            object[key] = other
            return true
          },
          has,
        ),
      ),
    },
  ]
}

const retyped = (value: unknown): unknown => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value === '' ? null : [value]
  return Array.isArray(value) ? {} : []
}

/** Another value of the same JSON type; one that a pattern describes breaks it. Undefined when there is none. */
const otherValue = (value: unknown, { pattern }: Schema): unknown => {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  if (typeof value === 'string') return pattern === undefined ? `${value}x` : `!${value.slice(1)}`
  return undefined
}

const plainErrors = Object.entries(statusMessages).map(([status, message]) => ({
  status: Number(status),
  message,
}))

/** Each refusal of the catalogue once; one that ends in somebody else's words is known by its beginning. */
const knownErrors: readonly { readonly status: number; readonly message: string }[] = [
  ...new Map(
    [...plainErrors, ...Object.values(apiErrors)].map(({ status, message }) => {
      const fixed = message.split(/\n?\{/)[0] ?? ''
      return [`${status} ${fixed}`, { status, message: fixed }]
    }),
  ).values(),
]

const refusals = (): readonly Draft[] => [
  ...placesOf(shapes.error)
    .flatMap(ofPlace)
    .map((draft) => ({
      ...draft,
      name: `error${draft.name}`,
      change: forRefusal(draft.change),
    })),
  ...headersOf('error', onRefusal),
  {
    family: 'body',
    name: 'error/no line end',
    says: 'A refusal does not end with a line end.',
    change: onRefusal(withoutLineEnd),
  },
  ...knownErrors.flatMap(ofError),
  ...issueCodes.flatMap(ofIssue),
]

/** The drafts of shapes are about successes; a refusal passes as one and gets its status back. */
const forRefusal = (change: Change): Change =>
  onRefusal((answer, request) => {
    const { status } = answer
    const changed = change({ ...answer, status: 200 }, request)
    return changed.body === answer.body ? answer : { ...changed, status }
  })

const ofError = ({ status, message }: (typeof knownErrors)[number]): readonly Draft[] => {
  const name = `${status} ${message}`
  const says = `A refusal with ${status} and "${message}"`
  const only = (change: Change): Change =>
    onRefusal((answer, request) => {
      const json = peekJson(answer)
      const seen = isObject(json) ? json['message'] : undefined
      const isMeant = typeof seen === 'string' && seen.startsWith(message)
      return answer.status === status && isMeant ? change(answer, request) : answer
    })
  const set = (key: string, value: unknown): Change =>
    only((answer) =>
      editJson(
        answer,
        (json) => isObject(json) && Object.hasOwn(json, key) && put(json, key, value),
      ),
    )
  const other = status === 404 ? 403 : 404
  return [
    {
      family: 'error-status',
      name: `${name}/status line`,
      says: `${says} has the status ${other}.`,
      change: only((answer) => ({ ...answer, status: other, reason: '' })),
    },
    {
      family: 'error-status',
      name: `${name}/body`,
      says: `${says} has the status ${other} in its body.`,
      change: set('status', other),
    },
    {
      family: 'error-message',
      name,
      says: `${says} has another message.`,
      change: set('message', 'That did not work.'),
    },
  ]
}

const put = (object: Record<string, unknown>, key: string, value: unknown): true => {
  object[key] = value
  return true
}

const issueCodes: readonly string[] = [
  ...new Set(Object.keys(validationErrors).map((name) => name.split('/')[0] ?? name)),
]

const ofIssue = (code: string): readonly Draft[] => {
  const says = `A value that is refused with ${code}`
  const each = (edit: (issue: Record<string, unknown>) => boolean): Change =>
    onRefusal((answer) =>
      hasIssue(answer, code)
        ? editJson(answer, (json) => issuesIn(json, code).map(edit).includes(true))
        : answer,
    )
  return [
    {
      family: 'issue-code',
      name: code,
      says: `${says} has another code.`,
      change: each((issue) => put(issue, 'code', 'validation_other')),
    },
    {
      family: 'issue-message',
      name: code,
      says: `${says} has another message.`,
      change: each((issue) => put(issue, 'message', 'Not good.')),
    },
    {
      family: 'issue-lost',
      name: code,
      says: `${says} is not named.`,
      change: onRefusal((answer) =>
        hasIssue(answer, code) ? editJson(answer, (json) => dropIssues(json, code)) : answer,
      ),
    },
  ]
}

const hasIssue = (answer: HttpMessage, code: string): boolean =>
  issuesIn(peekJson(answer), code).length > 0

/** The issues of one code below `data`. */
const issuesIn = (json: unknown, code: string): readonly Record<string, unknown>[] =>
  isObject(json) ? [...issuesBelow(json['data'], code)] : []

function* issuesBelow(value: unknown, code: string): Iterable<Record<string, unknown>> {
  if (!isObject(value)) return
  if (value['code'] === code) yield value
  else for (const each of Object.values(value)) yield* issuesBelow(each, code)
}

const dropIssues = (json: unknown, code: string): boolean => {
  if (!isObject(json)) return false
  let isChanged = false
  for (const [key, value] of Object.entries(json)) {
    if (!isObject(value)) continue
    if (value['code'] === code) isChanged = Reflect.deleteProperty(json, key)
    else isChanged = dropIssues(value, code) || isChanged
  }
  return isChanged
}

const isRead = ({ method, id }: Operation): boolean => method === 'GET' && id !== 'realtime.connect'

const states = (operation: Operation): readonly Draft[] => [
  ...(isRead(operation) ? [stale] : []),
  ...(operation.shapes.some((name) => isList(shapes[name])) ? listDrafts : []),
  ...(operation.id.startsWith('records.') ? fieldDrafts : []),
]

const isList = (shape: Schema): boolean =>
  shape['type'] === 'array' || placesOf(shape).some(({ properties }) => 'totalItems' in properties)

/** The elements of a list, which is the body or its `items`. */
const elementsOf = (json: unknown): unknown[] | undefined => {
  const list = isObject(json) ? json['items'] : json
  return Array.isArray(list) ? list : undefined
}

const listDrafts: readonly Draft[] = (
  [
    ['reversed', 'A list is in the reverse order.', 2, (list) => list.reverse()],
    ['first lost', 'A list lacks its first element.', 1, (list) => list.shift()],
    ['last lost', 'A list lacks its last element.', 1, (list) => list.pop()],
    ['last twice', 'A list has its last element twice.', 1, (list) => list.push(list.at(-1))],
  ] as const satisfies readonly (readonly [string, string, number, (list: unknown[]) => unknown])[]
).map(([name, says, least, edit]) => ({
  family: 'list',
  name,
  says,
  change: onSuccess((answer) => {
    if ((elementsOf(peekJson(answer))?.length ?? 0) < least) return answer
    return editJson(answer, (json) => {
      const list = elementsOf(json)
      if (list === undefined) return false
      edit(list)
      return true
    })
  }),
}))

const systemKeys = new Set(['collectionId', 'collectionName', 'id', 'expand'])

const recordsIn = (json: unknown): readonly Record<string, unknown>[] =>
  (isObject(json) && Array.isArray(json['items']) ? (json['items'] as unknown[]) : [json]).filter(
    isObject,
  )

/** Each kind of a field's value, and another one. */
const fieldChanges: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ['text', (value) => (typeof value === 'string' && value !== '' ? `${value}x` : undefined)],
  ['empty text', (value) => (value === '' ? 'x' : undefined)],
  ['number', (value) => (typeof value === 'number' ? value + 1 : undefined)],
  ['bool', (value) => (typeof value === 'boolean' ? !value : undefined)],
  ['null', (value) => (value === null ? '' : undefined)],
  ['list', (value) => (Array.isArray(value) && value.length > 0 ? value.slice(1) : undefined)],
  ['empty list', (value) => (Array.isArray(value) && value.length === 0 ? null : undefined)],
  ['object', (value) => (isObject(value) ? { ...value, surplus: 1 } : undefined)],
]

const fieldDrafts: readonly Draft[] = [
  ...fieldChanges.map(([kind, other]): Draft => ({
    family: 'field',
    name: `${kind} changed`,
    says: `The fields of a record that hold ${kind} hold something else.`,
    change: onFields((record, key) => {
      const value = other(record[key])
      return value !== undefined && put(record, key, value)
    }),
  })),
  {
    family: 'field',
    name: 'dropped',
    says: 'The fields of a record are not shown.',
    change: onFields((record, key) => Reflect.deleteProperty(record, key)),
  },
]

function onFields(edit: (record: Record<string, unknown>, key: string) => boolean): Change {
  return onSuccess((answer) =>
    editJson(answer, (json) =>
      recordsIn(json)
        .flatMap((record) =>
          Object.keys(record)
            .filter((key) => !systemKeys.has(key))
            .map((key) => edit(record, key)),
        )
        .includes(true),
    ),
  )
}

/** A read that is asked the same again answers as it did the first time. */
const stale: Draft = {
  family: 'stale',
  name: 'the first answer again',
  says: 'A read answers what it answered to the same request before.',
  change: (answer) => answer,
  begin() {
    const first = new Map<string, HttpMessage>()
    return onSuccess((answer, { path, query, token }) => {
      const key = `${path}?${String(query)} ${token}`
      const known = first.get(key)
      if (known === undefined) first.set(key, answer)
      const isOther = known !== undefined && !Buffer.from(known.body).equals(answer.body)
      return isOther ? known : answer
    })
  },
}
