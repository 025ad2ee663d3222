import type { RequirementId } from '../../spec/registry.ts'
import { changeJson, changeStatus, inside, onError, set } from './change.ts'
import type { Change, Mutant, RequestLine } from './mutant.ts'
import { operationOf } from './operations.ts'
import { isObject } from './places.ts'

const asksFor =
  (id: string) =>
  (request: RequestLine): boolean =>
    operationOf(request)?.id === id

const claimsOf = (requirement: RequirementId, ...claims: readonly string[]): Mutant['kills'] =>
  claims.map((claim) => ({ requirement, claim }))

const invalidFilter: Change = onError(
  400,
  inside([], set('message', 'Something went wrong while processing your request. Invalid filter.')),
)

/** What the arrays of an expand object hold, last first. */
const expandedBackwards: Change = inside(['expand'], (expand) => {
  const several = Object.values(expand).filter((related) => Array.isArray(related))
  for (const related of several) related.reverse()
  return several.some(({ length }) => length > 1)
})

const cached: Change = (answer) => ({
  ...answer,
  headerLines: [...answer.headerLines, ['Cache-Control', 'no-store']],
})

const bound = /\d+\.\d{6}/

/** A bound without the six decimals that it is told with. */
const shortBound: Change = onError(
  400,
  inside(['data'], (data) => Object.values(data).filter(isObject).map(shorten).includes(true)),
)

function shorten(issue: Record<string, unknown>): boolean {
  const short = String(issue['message']).replace(bound, (number) => String(Number(number)))
  return set('message', short)(issue)
}

/** Written by hand, each from the text of one requirement, with the claims that have to notice and no other. */
export const mutants: readonly Mutant[] = [
  {
    id: 'records.list/says-29-per-page',
    says: 'A list answer says perPage 29 whatever page size it has.',
    reaches: asksFor('records.list'),
    change: changeJson('/perPage', 29),
    kills: claimsOf('page.defaults', 'says page 1 and perPage 30'),
  },
  {
    id: 'records.list/tells-why-a-filter-is-wrong',
    says: 'A filter that cannot be understood is answered with the longer message of the documents.',
    reaches: (request) => asksFor('records.list')(request) && request.query.has('filter'),
    change: invalidFilter,
    kills: claimsOf(
      'filter.error.generic-400',
      'an unknown field',
      'broken syntax',
      'a hidden field',
      'a filter that is too long',
    ),
  },
  {
    id: 'records.view/denied-is-forbidden',
    says: 'A record that viewRule does not let see is forbidden and not missing.',
    reaches: asksFor('records.view'),
    change: changeStatus(404, 403),
    kills: claimsOf('rules.view.denied', 'is not found', 'like a missing one'),
  },
  {
    id: 'auth.refresh/guests-are-forbidden',
    says: 'Refreshing without a valid token is forbidden and not unauthorized.',
    reaches: asksFor('auth.refresh'),
    change: changeStatus(401, 403),
    kills: claimsOf('auth.refresh.guest', 'no token', 'changed claims'),
  },
  {
    id: 'records.view/expands-backwards',
    says: 'The records of a multi relation are expanded in the reverse order of its ids.',
    reaches: asksFor('records.view'),
    change: expandedBackwards,
    kills: claimsOf('expand.single-shape', 'several are an array in the order of the ids'),
  },
  {
    id: 'settings.list/default-rate-limit',
    says: 'By default there are 500 requests in ten seconds, and not 300.',
    reaches: asksFor('settings.list'),
    change: changeJson('/rateLimits/rules/3/maxRequests', 500),
    kills: claimsOf('settings.list.default-rate-limits', 'are these'),
  },
  {
    id: 'collections.truncate/answers-200',
    says: 'Truncating answers 200.',
    reaches: asksFor('collections.truncate'),
    change: changeStatus(204, 200),
    kills: claimsOf('collections.truncate.success', 'answers nothing', 'again', 'by id'),
  },
  {
    id: 'records.delete/twice-is-once',
    says: 'Deleting what is deleted already answers as the first time.',
    reaches: asksFor('records.delete'),
    change: onError(404, (answer) => ({
      ...answer,
      status: 204,
      reason: '',
      body: new Uint8Array(),
    })),
    kills: claimsOf('records.delete.success', 'once'),
  },
  {
    id: 'health/tells-caches-what-to-do',
    says: 'A health answer has a Cache-Control header.',
    reaches: asksFor('health'),
    change: cached,
    kills: claimsOf('http.headers.no-cache-control-on-json', 'health'),
  },
  {
    id: 'records.create/short-bound',
    says: 'The bound of a number is told as short as it can be written.',
    reaches: asksFor('records.create'),
    change: shortBound,
    kills: claimsOf('values.number.min', 'below is refused'),
  },
  {
    id: 'logs.list/total-of-nothing',
    says: 'A list of logs whose total was not asked for says 0.',
    reaches: asksFor('logs.list'),
    change: inside([], (page) => page['totalItems'] === -1 && set('totalItems', 0)(page)),
    kills: claimsOf('logs.list.skip-total', '1', 'true', 'T'),
  },
]
