import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Set subscriptions' } as const

/** Topics and what they match. */
export const topicRealtime = [
  {
    id: 'realtime.topic.collection-wildcard',
    level: 'must',
    says: "COLLECTION/* matches all records of the collection and is checked against the collection's listRule.",
    probe: 'listRule "" and viewRule null -> SUB C/* gets messages.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.topic.single-record',
    level: 'must',
    says: 'COLLECTION/RECORD_ID matches that record only and is checked against viewRule.',
    probe:
      'listRule null and viewRule "" -> SUB C/<id> gets update and delete of that record only.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.topic.by-id-or-name',
    level: 'must',
    says: 'COLLECTION is the collection id or its exact name; the message uses the form the client subscribed with.',
    probe: 'SUB [PUB.id/*] -> frame event is "<PUB.id>/*".',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.topic.case-sensitive',
    level: 'must',
    says: 'Collection name, id and record id are compared case-sensitively (unlike REST paths).',
    probe: 'SUB "pub/*" for a collection named PUB -> 204 but no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.bare-collection-legacy',
    level: 'should',
    says: 'A bare COLLECTION (id or name, without slash) is a legacy alias of the wildcard with listRule; the event name is the bare string.',
    probe: 'SUB ["PUB"] , create -> message PUB create.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.event-name-verbatim',
    level: 'must',
    says: 'The event line carries the subscription string byte for byte as submitted, including its options part.',
    probe:
      'SUB \'PUB/*?options=%7B%22query%22%3A%7B%7D%7D\' -> event line equals "event:" + that string.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.overlapping',
    level: 'must',
    says: 'One change produces one message per matching subscription of the client (wildcard, single record, by id, by name, with other options); their order is not defined.',
    probe:
      'SUB ["PUB/*","PUB/<id>","<PUB.id>/*"], update that record -> three messages, one per topic.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.future-record',
    level: 'should',
    says: 'A single-record topic may name a record that does not exist yet; its create is delivered.',
    probe: 'SUB PUB/abcdefghijklmno, POST record with that id -> message create.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.no-other-suffix',
    level: 'should',
    says: 'Other strings such as "PUB/", "PUB/*x" or "*" match nothing.',
    probe: 'SUB those, create -> no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.custom',
    level: 'must',
    says: 'Custom topics are stored but nothing in the default server publishes to them, except "@oauth2" (see oauth2.redirect.*).',
    probe: 'SUB ["anything"] -> 204 and silence.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.view-collection',
    level: 'must',
    says: 'View collections never produce messages, also not when their underlying tables change.',
    probe: 'view over PUB, SUB VIEW/*, create in PUB -> no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.topic.system-collections',
    level: 'should',
    says: 'The record-based system collections (_superusers, _externalAuths, _authOrigins, _mfas, _otps) publish like any other, under their own rules (the last four - owner only; _superusers - superusers only). Collections, settings, logs and backups publish nothing.',
    probe:
      'user A bound by an impersonate token, SUB _authOrigins/*, A logs in for the first time (authAlert enabled) -> message create for A only (a later login from a new user agent stores its origin only when the alert mail could be sent); SUB _collections/* as superuser, create a collection -> no message.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
