import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update record' } as const

/** Updating a record. */
export const updateRecords = [
  {
    id: 'records.update.partial',
    level: 'must',
    says: 'PATCH changes only the fields present in the body; missing fields keep their values. The response is 200 with the full record.',
    probe: 'Record {a:"1",b:"2"}: PATCH {"a":"x"} -> 200 a "x", b "2".',
    basis: 'documented',
    source,
  },
  {
    id: 'records.update.no-change-still-saves',
    level: 'must',
    says: 'An empty PATCH is a full save: it validates every field of the record and refreshes onUpdate autodate fields.',
    probe:
      'PATCH {} -> 200 and "updated" is later than before. After tightening a field option so that the stored value violates it, PATCH {} -> 400 with that field\'s error.',
    basis: 'observed',
  },
  {
    id: 'records.update.id-change',
    level: 'must',
    says: 'A body id different from the current one (also "" or null, or made by "id:autogenerate") gives data.id code "validation_pk_change", message "The record primary key cannot be changed."; the same id is accepted.',
    probe:
      'PATCH {"id":"other0000000000"} -> 400 "Failed to update record." data.id "validation_pk_change"; PATCH {"id":""} -> same; PATCH {"id":"<own id>"} -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.update.failure-message',
    level: 'must',
    says: 'Validation and unique index failures of PATCH use status 400 and message "Failed to update record." with the same data format as create.',
    probe:
      'PATCH a unique title to an existing one -> 400 {"data":{"title":{"code":"validation_not_unique","message":"Value must be unique."}},"message":"Failed to update record.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'records.update.own-unique-value',
    level: 'must',
    says: 'What a record has already is no violation of a unique index: sent again, also in another letter case that the index does not tell apart, it is accepted from whoever may write it.',
    probe:
      'UNIQUE (title), UNIQUE (a COLLATE NOCASE): PATCH {"title":"<its own>"} -> 200; PATCH {"a":"<its own in capitals>"} -> 200 with the capitals; PATCH {"email":"<its own>"} by the record itself, a manager and a superuser -> 200. Control: the value of another record -> 400 "validation_not_unique".',
    basis: 'observed',
  },
  {
    id: 'records.update.response-not-view-filtered',
    level: 'must',
    says: 'The PATCH response is not subject to the view rule.',
    probe: 'updateRule "", viewRule null: guest PATCH -> 200 with the record.',
    basis: 'observed',
  },
  {
    id: 'records.update.concurrent-delete',
    level: 'must',
    says: 'An update that comes at once with the delete of its record answers 200 or 404 and never brings the record back.',
    probe:
      'Ten PATCHes, a DELETE and ten PATCHes of one record at once -> each PATCH 200 or 404, the DELETE 204; a GET afterwards -> 404.',
    basis: 'observed',
  },
  {
    id: 'records.update.concurrent-whole',
    level: 'must',
    says: 'Of updates of one record that come at once each is kept whole or not at all: what one request wrote into two fields is never mixed with what another wrote.',
    probe:
      'Twenty PATCHes {"a":N,"b":N} at once -> all 200; in every answer and in a GET afterwards a equals b.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
