import { type Rows, wrong } from './row.ts'

/** Rows that the descriptions of many endpoints share. */

export const reference = '003_2163cb09265065fe'

export const recordCollection: Rows = {
  collectionIdOrName: ['records.collection.by-name-or-id'],
}

export const authCollection: Rows = {
  collectionIdOrName: ['auth.common.collection-lookup'],
}

export const fields: Rows = {
  fields: [
    'http.fields.all-json-success',
    'fields.basic',
    'fields.nested',
    'fields.wildcard',
    'fields.excerpt',
  ],
}

export const expand: Rows = {
  expand: ['expand.where', 'expand.syntax', 'expand.nested', 'expand.depth', 'expand.view-rule'],
}

export const authExpandAndFields: Rows = {
  expand: ['auth.response.expand'],
  fields: ['auth.response.fields', 'fields.excerpt-nested-and-wildcard'],
}

const unauthorized = 'The request requires valid record authorization token.'

export const superuserOnly: Rows = {
  'only superusers': ['http.guard.superuser-guest', 'http.guard.superuser-other'],
}

export const superuserRefusals: Rows = {
  401: ['http.guard.superuser-guest'],
  403: ['http.guard.superuser-other'],
}

/** A blank value in the words of the documents. */
export const blankValue = (...ids: Parameters<typeof wrong>[1][]) =>
  wrong('The message of validation_required is "Cannot be blank.".', ...ids)

export const recordAuthRequired = wrong(
  `The message is "${unauthorized}".`,
  'auth.header.require-auth-401',
)
