import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** How the body of create and update is read. */
export const bodyCollections = [
  {
    id: 'collections.body.create-malformed',
    level: 'must',
    says: 'On create, malformed JSON, a non object body, or a non string type/name fails with "Failed to load the collection type data due to invalid formatting.".',
    probe:
      'SU POST body "{", body "[]", body {"type":1}, body {"name":[]} (Content-Type application/json) -> 400, data {}, that message.',
    basis: 'observed',
  },
  {
    id: 'collections.body.create-wrong-types',
    level: 'must',
    says: 'On create, a wrong JSON type in any other known key (or an unknown field type) fails with "Failed to load the submitted data due to invalid formatting.".',
    probe:
      'SU POST {"name":"x","listRule":1}; {"name":"x","fields":{}}; {"name":"x","fields":[{"name":"a","type":"missing"}]}; {"name":"x","fields":[{"name":"a"}]}; {"name":"x","fields":[{"name":"a","type":"text","max":"5"}]}; {"name":"x","system":"true"}; {"name":"x","type":"auth","oauth2":{"providers":[{"pkce":"x"}]}} and providers [{"extra":[]}] -> each 400, data {}, that message.',
    basis: 'observed',
  },
  {
    id: 'collections.body.update-wrong-types',
    level: 'must',
    says: 'On update, malformed JSON or a wrong JSON type in any known key fails with "Failed to load the submitted data due to invalid formatting." (after the 404 lookup check).',
    probe:
      'SU PATCH /api/collections/users with body "{" or {"name":1} -> 400, data {}, that message; the same body on a missing collection -> 404.',
    basis: 'observed',
  },
  {
    id: 'collections.body.empty-is-empty-object',
    level: 'must',
    says: 'A request with no body (Content-Length 0) is handled as an empty object.',
    probe:
      'SU POST /api/collections without a body -> 400, message "Failed to create collection.", data.name.code "validation_required" and no data.fields. SU PATCH {col} without a body -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.body.unsupported-content-type',
    level: 'should',
    says: 'A non empty body with a Content-Type other than JSON, multipart/form-data, x-www-form-urlencoded or XML fails with 400 and the same message as malformed JSON.',
    probe:
      'SU POST with Content-Type text/plain and a JSON text body -> 400 "Failed to load the collection type data due to invalid formatting."; SU PATCH -> "Failed to load the submitted data due to invalid formatting."; SU PUT import -> "Unsupported Content-Type.".',
    basis: 'observed',
  },
  {
    id: 'collections.body.multipart-json-payload',
    level: 'should',
    says: 'multipart/form-data and x-www-form-urlencoded bodies are supported; a whole JSON object can be sent as text in the form key "@jsonPayload". Top level string keys (name, type) may also be sent as plain form values. Nested option objects and fields need @jsonPayload.',
    probe:
      'SU POST multipart with @jsonPayload={"name":"mp1","type":"base","fields":[{"name":"t","type":"text"}],"listRule":null,"viewRule":null,"createRule":null,"updateRule":null,"deleteRule":null} -> 200, fields id and t.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.body.form-resets-null-rules',
    level: 'may',
    says: 'Quirk - with a form encoded body every rule that is null and not part of the payload becomes an empty string (publicly allowed) instead of staying null, and for auth collections the missing manageRule then fails with validation_nil_or_not_empty_required. Clients must send rules explicitly (null inside @jsonPayload keeps null).',
    probe:
      'SU POST multipart name=mp2, type=base -> 200 with listRule ""; the same with type=auth -> 400 data.manageRule validation_nil_or_not_empty_required.',
    basis: 'observed',
  },
  {
    id: 'collections.body.unknown-keys-ignored',
    level: 'must',
    says: 'Unknown top level keys, unknown option keys and unknown field option keys are ignored. The legacy key "schema" is ignored too.',
    probe:
      'SU POST {"name":"u1","foo":1,"schema":[{"name":"x","type":"text"}],"fields":[{"name":"a","type":"text","unique":true,"options":{}}]} -> 200, fields are id and a only.',
    basis: 'observed',
  },
  {
    id: 'collections.body.null-values',
    level: 'must',
    says: 'A JSON null leaves booleans, strings, numbers and nested option objects unchanged, sets rules to null, and for fields and indexes means an empty list.',
    probe:
      'SU PATCH c {"name":null,"oauth2":null,"system":null,"listRule":null} -> 200; name and oauth2 unchanged, listRule null.',
    basis: 'observed',
  },
  {
    id: 'collections.body.key-case',
    level: 'may',
    says: 'JSON keys are matched case insensitively; of several spellings of one key, the last one counts.',
    probe:
      'SU POST {"NAME":"k1","Type":"base"} -> 200 with name "k1". SU PATCH {"fields":[...],"Fields":[]} -> as if only the empty list had been sent.',
    basis: 'observed',
  },
  {
    id: 'collections.body.key-spellings',
    level: 'may',
    says: 'Several spellings of a key of a collection or a field count one after the other: null leaves a text, number or boolean that was said before, and each must be of the right type.',
    probe:
      'SU POST {"name":"k1","NAME":null} -> 200 with name "k1"; {"name":1,"NAME":"k1"} -> 400; a text field {"name":"t","max":7,"MAX":null} -> max 7.',
    basis: 'observed',
    parent: 'collections.body.key-case',
  },
  {
    id: 'collections.body.created-updated-readonly-on-create',
    level: 'must',
    says: 'created and updated in a create body are ignored; both are set to the current time.',
    probe:
      'SU POST {"name":"t1","created":"2000-01-01 00:00:00.000Z","updated":"2000-01-01 00:00:00.000Z"} -> 200 with current timestamps.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
