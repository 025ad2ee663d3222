import { type DocumentSection, wrong } from './row.ts'

const document = '004_b500ab20d8b687a2'

/** The overview speaks of all endpoints at once. */
export const overviewSections: readonly DocumentSection[] = [
  {
    document,
    heading: 'Authentication',
    statements: {
      'superusers and auth records': ['http.auth.header', 'auth.header.raw-token'],
      'file tokens': ['auth.token.file-usage'],
      'Authorization: Bearer': ['auth.header.bearer-prefix'],
    },
  },
  {
    document,
    heading: 'Content-Type headers',
    statements: {
      'application/json': ['http.body.content-types'],
      'multipart/form-data': ['http.body.content-types', 'records.body.multipart-files-by-field'],
    },
  },
  {
    document,
    heading: 'Success responses',
    statements: {
      'code, message, data': wrong(
        'A success is the object itself, without an envelope.',
        'records.view.success',
        'records.list.shape',
      ),
    },
  },
  {
    document,
    heading: 'Error responses',
    statements: {
      code: wrong('The key is status.', 'http.error.shape'),
      message: ['http.error.default-messages'],
      data: ['http.error.data-empty', 'http.error.validation-item'],
    },
  },
  {
    document,
    heading: 'Common HTTP status codes',
    statements: {},
    responses: {
      200: ['http.response.json-content-type'],
      201: wrong('It is never sent; a creation answers 200.', 'http.response.create-is-200'),
      204: ['http.response.no-content'],
      400: ['http.error.default-messages'],
      401: ['http.guard.superuser-guest'],
      403: ['http.guard.rules-null'],
      404: ['http.error.default-messages'],
      429: ['http.ratelimit.response'],
      500: ['http.error.panic-500'],
    },
  },
  {
    document,
    heading: 'Pagination',
    statements: {},
    query: {
      page: ['page.defaults'],
      perPage: wrong('At most 1000.', 'page.defaults', 'page.max-per-page'),
    },
  },
  {
    document,
    heading: 'Pagination response',
    statements: {
      'page, perPage, totalItems, totalPages, items': ['records.list.shape', 'page.key-order'],
    },
  },
  {
    document,
    heading: 'Filtering and sorting',
    statements: {},
    query: { filter: ['filter.parse.format'], sort: ['sort.syntax'] },
  },
  {
    document,
    heading: 'Expanding relations',
    statements: {},
    query: { expand: ['expand.syntax'] },
  },
  {
    document,
    heading: 'Field selection',
    statements: {},
    query: { fields: ['http.fields.all-json-success', 'http.fields.paginated-items-only'] },
  },
  {
    document,
    heading: 'Rate limiting',
    statements: {
      'answers 429': ['http.ratelimit.response'],
      'prevents abuse': wrong(
        'It is off until it is enabled.',
        'http.ratelimit.disabled-by-default',
      ),
    },
  },
  {
    document,
    heading: 'CORS',
    statements: {
      'by default for all': ['http.cors.default-any-origin'],
      'configured in the settings': wrong(
        'It is a flag of the command line, --origins.',
        'http.cors.restricted-origins',
      ),
    },
  },
]
