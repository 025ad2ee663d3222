import type { Path, PathStart } from '../../model/query/tree.ts'
import { type Collection, type Field, findCollection } from '../../model/query/world.ts'
import { type Found, pathsFrom, rowPath } from './paths.ts'

/** A path into the request with the field it is like. */
export interface RequestPath {
  readonly path: Path
  readonly field?: Field
}

type RequestPart = (PathStart & { readonly kind: 'request' })['of']

const inRequest = (of: RequestPart, found: Found): RequestPath => ({
  path: { ...rowPath(found), from: { kind: 'request', of } },
  ...(found.field === undefined ? {} : { field: found.field }),
})

const one = (of: RequestPart, name: string, modifier?: string): RequestPath =>
  inRequest(of, { parts: [name], ...(modifier === undefined ? {} : { modifier }) })

/** Keys that are sent with every request, and one that is not. */
const sentPaths: readonly RequestPath[] = [
  ...['k', 'num', 'empty', 'none'].flatMap((name) => [
    one('query', name),
    one('query', name, 'isset'),
    one('query', name, 'lower'),
    one('headers', `x_${name}`),
  ]),
  inRequest('method', { parts: [] }),
  inRequest('context', { parts: [] }),
]

const authPaths = (collections: readonly Collection[], isRule: boolean): readonly RequestPath[] => {
  const people = findCollection(collections, 'people')
  // Of a superuser, whose id the server drew, only this much is the same everywhere.
  const own = ['email', 'verified', 'collectionName', 'nofield', ...(isRule ? ['id', 'id'] : [])]
  const fields =
    people === undefined || !isRule
      ? []
      : [0, 1]
          .flatMap((hops) => pathsFrom(people, collections, hops))
          // The caller's own values are bound, and take no modifier but this.
          .filter(({ parts, modifier }) => !bound.has(String(parts[0])) || modifier === undefined)
  return [
    ...own.map((name) => one('auth', name)),
    ...fields.map((found) => inRequest('auth', found)),
  ]
}

const bound = new Set(['id', 'email', 'emailVisibility', 'verified'])

const bodyModifiers = ['isset', 'changed', 'lower']
const listModifiers = ['each', 'length', 'each']
const listed = new Set(['select', 'relation', 'file'])

const bodyPaths = (
  { fields }: Collection,
  collections: readonly Collection[],
): readonly RequestPath[] =>
  fields
    .filter(({ type }) => type !== 'autodate')
    .flatMap((field): readonly RequestPath[] => {
      const plain = { parts: [field.name], field }
      const modifiers = [...bodyModifiers, ...(listed.has(field.type) ? listModifiers : [])]
      const target = findCollection(collections, field.target ?? '')
      const below: readonly Found[] =
        field.type === 'json'
          ? ['k', 's', '0'].map((key) => ({ parts: [field.name, key], field }))
          : field.type === 'geoPoint'
            ? ['lon', 'lat'].map((key) => ({
                ...{ parts: [field.name, key], field: { name: key, type: 'number' } },
              }))
            : target === undefined
              ? []
              : pathsFrom(target, collections, 0).map((found) => ({
                  ...found,
                  parts: [field.name, ...found.parts],
                }))
      return [
        inRequest('body', plain),
        inRequest('body', plain),
        ...modifiers.map((modifier) => inRequest('body', { ...plain, modifier })),
        ...below.slice(0, maxBelow).map((found) => inRequest('body', found)),
      ]
    })
    .concat(
      one('body', 'extra'),
      one('body', 'extra', 'isset'),
      inRequest('body', { parts: ['extra', 'k', '1'] }),
      one('body', 'none'),
    )

/** Of the fields behind a relation, so that they do not crowd out the others. */
const maxBelow = 8

/** Paths into the request: its keys and its caller, and for a rule what is written. */
export const requestPaths = (
  collection: Collection,
  collections: readonly Collection[],
  isRule: boolean,
): Readonly<Record<'sent' | 'auth' | 'body', readonly RequestPath[]>> => ({
  sent: sentPaths,
  auth: authPaths(collections, isRule),
  body: isRule ? bodyPaths(collection, collections) : [one('body', 'none')],
})
