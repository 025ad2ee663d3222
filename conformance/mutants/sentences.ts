import type { RequirementId } from '../../spec/registry.ts'
import { changeStatus, drop, inside, onError, set } from './change.ts'
import type { Change, RequestLine, WrongServer } from './mutant.ts'
import { operationOf } from './operations.ts'
import { isObject } from './places.ts'

/**
 * A wrong server made up from a sentence of the contract before its case was looked at. Any claim of the sentence's case kills it,
 * and no other claim does.
 */
export interface SentenceMutant extends WrongServer {
  readonly requirement: RequirementId
}

interface Draft {
  /** Operation, and what else a request must have. */
  readonly at: string
  readonly when?: (request: RequestLine) => boolean
  readonly says: string
  readonly change: Change
}

const items = (json: Record<string, unknown>): unknown[] | undefined =>
  Array.isArray(json['items']) && json['items'].length > 0 ? json['items'] : undefined

const firstLost = inside([], (page) => {
  const list = items(page)
  if (list === undefined) return false
  list.shift()
  page['totalItems'] = Number(page['totalItems']) - 1
  return true
})

/** A list of nothing shows a row. */
const oneInNone = inside([], (page) => {
  if (page['totalItems'] !== 0) return false
  page['items'] = [{ id: 'found' }]
  page['totalItems'] = 1
  return true
})

const isFiltered =
  (part: string) =>
  ({ query }: RequestLine): boolean =>
    query.get('filter')?.includes(part) === true

const listOf = (json: Record<string, unknown>): readonly Record<string, unknown>[] =>
  (items(json) ?? []).filter(isObject)

/** 30 requirements whose breaking an answer can show: 22 of 30 drawn by seed 30, and the first eight that seed 31 drew. */
const drafts: Partial<Record<RequirementId, Draft>> = {
  'collections.delete.system': {
    at: 'collections.delete',
    when: ({ path }) => path.startsWith('/api/collections/_'),
    says: 'Deleting a system collection is answered as done.',
    change: (answer) =>
      answer.status === 400 ? { ...answer, status: 204, body: new Uint8Array() } : answer,
  },
  'filter.collection.any': {
    at: 'records.list',
    when: isFiltered('@collection.'),
    says: 'A filter over another collection misses the first record.',
    change: firstLost,
  },
  'records.http.routes': {
    at: 'records.create',
    says: 'Creating a record answers 201.',
    change: changeStatus(200, 201),
  },
  'records.http.docs-messages-differ': {
    at: 'records.update',
    says: 'A failed update has the message of a failed create.',
    change: onError(400, inside([], set('message', 'Failed to create record.'))),
  },
  'filter.relation.no-duplicates': {
    at: 'records.list',
    when: isFiltered('?>'),
    says: 'A record matched twice is there twice.',
    change: inside([], (page) => {
      const list = items(page)
      if (list === undefined) return false
      list.unshift(list[0])
      page['totalItems'] = Number(page['totalItems']) + 1
      return true
    }),
  },
  'values.date.accepted': {
    at: 'records.create',
    says: 'Fractions of seconds are forgotten.',
    change: inside([], (record) =>
      Object.entries(record)
        .map(([key, value]) =>
          typeof value === 'string' && /^[\d-]{10} [\d:]{8}\.\d{3}Z$/.test(value)
            ? set(key, value.replace(/\.\d{3}Z$/, '.000Z'))(record)
            : false,
        )
        .includes(true),
    ),
  },
  'collections.auth.manage-rule': {
    at: 'collections.update',
    says: 'What is wrong with manageRule is not told.',
    change: onError(400, inside(['data'], drop('manageRule'))),
  },
  'schema.date.shape': {
    at: 'collections.create',
    says: 'A date field has max null.',
    change: inside(['fields', '*'], (field) => field['type'] === 'date' && set('max', null)(field)),
  },
  'values.select.invalid-value': {
    at: 'records.create',
    says: 'A value that cannot be selected is not named in the params.',
    change: onError(
      400,
      inside(['data'], (data) =>
        Object.values(data)
          .filter(isObject)
          .map((issue) => issue['code'] === 'validation_invalid_value' && drop('params')(issue))
          .includes(true),
      ),
    ),
  },
  'collections.shape.auth-keys': {
    at: 'collections.create',
    says: 'An auth collection has no manageRule.',
    change: inside([], drop('manageRule')),
  },
  'schema.text.shape': {
    at: 'collections.create',
    says: 'A text field holds at most 5000 characters unless it says otherwise.',
    change: inside(
      ['fields', '*'],
      (field) => field['type'] === 'text' && field['max'] === 0 && set('max', 5000)(field),
    ),
  },
  'collections.auth.default-template-verification': {
    at: 'collections.view',
    says: 'The subject of the verification mail does not name the app.',
    change: inside(['verificationTemplate'], set('subject', 'Verify your email')),
  },
  'http.auth.no-query-token': {
    at: 'settings.list',
    when: ({ query }) => query.has('token'),
    says: 'A token in the query signs in.',
    change: (answer) =>
      answer.status === 401
        ? { ...answer, status: 200, body: new TextEncoder().encode('{}\n') }
        : answer,
  },
  'collections.fields.error-index': {
    at: 'collections.create',
    says: 'Errors of fields are counted without the id field.',
    change: onError(
      400,
      inside(['data', 'fields'], (fields) => {
        if (!Object.hasOwn(fields, '1')) return false
        fields['0'] = fields['1']
        return drop('1')(fields)
      }),
    ),
  },
  'page.key-order': {
    at: 'records.list',
    says: 'The items come after the numbers.',
    change: inside([], (page) => {
      const list = page['items']
      if (!drop('items')(page)) return false
      page['items'] = list
      return true
    }),
  },
  'collections.name.length': {
    at: 'collections.create',
    says: 'The longest name is told as 256.',
    change: onError(400, inside(['data', 'name', 'params'], set('max', 256))),
  },
  'records.order.view': {
    at: 'records.view',
    says: 'A view that only superusers have looks like a missing record.',
    change: changeStatus(403, 404),
  },
  'records.delete.auth-linked-records': {
    at: 'records.list',
    when: ({ path }) => path.includes('/_'),
    says: 'A row that should have gone with its user is still listed.',
    change: oneInNone,
  },
  'filter.param.blank-is-error': {
    at: 'records.list',
    when: ({ query }) => query.get('filter')?.trim() === '',
    says: 'A blank filter is no filter.',
    change: changeStatus(400, 200),
  },
  'backups.create.name-format': {
    at: 'backups.create',
    says: 'A name of another form has the code of a missing one.',
    change: onError(400, inside(['data', 'name'], set('code', 'validation_required'))),
  },
  'filter.modifier.lower': {
    at: 'records.list',
    when: isFiltered(':lower'),
    says: 'A filter with :lower misses the first record.',
    change: firstLost,
  },
  'records.system.required-fields': {
    at: 'records.create',
    when: ({ path }) => path.includes('/_'),
    says: 'That recordRef is missing is not told.',
    change: onError(400, inside(['data'], drop('recordRef'))),
  },
  'filter.op.number-text-digits': {
    at: 'records.list',
    when: isFiltered("~ '0.3%'"),
    says: 'A filter for the digits of a number misses the first record.',
    change: firstLost,
  },
  'collections.fields.required-fields-added': {
    at: 'collections.create',
    says: 'An auth collection is made with verified before emailVisibility.',
    change: inside([], (collection) => {
      const { type, fields } = collection
      if (type !== 'auth' || !Array.isArray(fields)) return false
      const last = fields.splice(-2)
      fields.push(...last.toReversed())
      return true
    }),
  },
  'auth.header.invalid-is-guest': {
    at: 'records.list',
    when: ({ token }) => token !== undefined && token.split('.').length !== 3,
    says: 'A token that is none is refused.',
    change: changeStatus(200, 401),
  },
  'filter.json.path-numeric-key': {
    at: 'records.list',
    when: ({ query }) => /\w\.\d+ =/.test(query.get('filter') ?? ''),
    says: 'A key that is a number is found by its path.',
    change: oneInNone,
  },
  'logs.list.item-shape': {
    at: 'logs.list',
    says: 'The time of a log has a T in place of the space.',
    change: inside(['items', '*'], (item) =>
      set('created', String(item['created']).replace(' ', 'T'))(item),
    ),
  },
  'filter.access.email-visibility-not-in-rules': {
    at: 'records.list',
    says: 'Users whose email is not visible are not listed.',
    change: inside([], (page) => {
      const shown = listOf(page).filter(
        (user) => user['emailVisibility'] !== false || Object.hasOwn(user, 'email'),
      )
      const isOther = shown.length < listOf(page).length
      if (isOther) page['items'] = shown
      return isOther
    }),
  },
  'logs.request.unmatched-routes': {
    at: 'logs.list',
    says: 'A request to an unknown path is logged as if it had been answered well.',
    change: inside(['items', '*'], (item) => {
      const { data } = item
      return (
        isObject(data) &&
        data['status'] === 404 &&
        !String(data['url']).startsWith('/api/') &&
        set('level', 0)(item)
      )
    }),
  },
  'auth.account.verified-locked': {
    at: 'records.create',
    says: 'That verified cannot be set is not told.',
    change: onError(400, inside(['data'], drop('verified'))),
  },
}

export const sentenceMutants: readonly SentenceMutant[] = Object.entries(drafts).map(
  ([requirement, { at, when = () => true, says, change }]) => ({
    id: `${at}/sentence/${requirement}`,
    says,
    // The keys are typed above; Object.entries forgets it.
    requirement: requirement as RequirementId,
    reaches: (request) => operationOf(request)?.id === at && when(request),
    change,
  }),
)
