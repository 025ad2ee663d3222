import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'API Realtime' } as const

/** The message: its shape and which fields it shows. */
export const payloadRealtime = [
  {
    id: 'realtime.payload.shape',
    level: 'must',
    says: 'data is {"record":{...},"action":"create"|"update"|"delete"} and nothing else.',
    probe: 'create, update, delete in PUB -> three messages with exactly these two keys.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.payload.record-fields',
    level: 'must',
    says: 'record has the same public shape as the view API (all non-hidden fields, collectionId, collectionName) with the values after the change; no expand unless asked for.',
    probe: 'update title -> record deep-equals GET of the record.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.update-is-full',
    level: 'must',
    says: 'update messages carry the complete record, not a diff.',
    probe: 'PATCH one field -> all fields present.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.delete-record',
    level: 'must',
    says: 'delete messages carry the complete last state of the record (with fields/expand applied).',
    probe: 'delete -> record deep-equals the last GET.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.hidden-fields',
    level: 'must',
    says: 'Hidden fields are never in the main record, also for superusers (whereas records inside expand follow the REST rules, so superusers see hidden fields there).',
    probe:
      'field secret hidden, superuser SUB -> record has no secret; superuser expand of a relation whose record has a hidden field -> visible inside expand.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.no-secrets',
    level: 'must',
    says: 'password and tokenKey never appear.',
    probe: 'superuser SUB users/*, update a user -> neither key.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.email-visibility',
    level: 'must',
    says: "For auth collections email is omitted when emailVisibility is false, except when the subscriber is that record, a superuser, or satisfies the collection's manageRule (non null).",
    probe:
      'users listRule "" - guest SUB users/* , update a user with emailVisibility false -> no email key; the user itself, a superuser and a manageRule match -> email present.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.autodate',
    level: 'should',
    says: 'created/updated in the message are the stored values.',
    probe: 'compare with the REST response of the write.',
    basis: 'unverified',
  },
  {
    id: 'realtime.payload.key-order',
    level: 'may',
    says: 'In the raw JSON "record" precedes "action" and record keys are sorted alphabetically; "<", ">", "&" are written as \\u003c, \\u003e, \\u0026.',
    probe:
      'create title "<a>" -> raw data line starts with {"record":{"collectionId": and contains \\u003ca\\u003e.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
