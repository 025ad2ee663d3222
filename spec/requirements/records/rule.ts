import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View record' } as const

/** API rules in front of the operations. */
export const ruleRecords = [
  {
    id: 'records.rule.null-superusers-only',
    level: 'must',
    says: 'A null rule means superusers only: guests and regular auth records get 403 "Only superusers can perform this action." data {} for list, view, create, update and delete alike.',
    probe:
      'Collection with all rules null: each of the five calls as guest and as a users auth record -> 403 "Only superusers can perform this action.".',
    basis: 'documented',
    source,
  },
  {
    id: 'records.rule.empty-public',
    level: 'must',
    says: 'An empty string rule lets everybody (guests included) perform the action.',
    probe: 'All rules "" -> all five calls succeed without Authorization header.',
    basis: 'observed',
  },
  {
    id: 'records.rule.false-list',
    level: 'must',
    says: 'A list rule that no record satisfies gives 200 with an empty page (items [], totalItems 0, totalPages 0), never 403 or 404.',
    probe:
      'listRule "1=2", guest GET list -> 200 {"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}.',
    basis: 'observed',
  },
  {
    id: 'records.rule.false-view-update-delete',
    level: 'must',
    says: 'A view, update or delete rule that the record does not satisfy gives 404 "The requested resource wasn\'t found." data {}, indistinguishable from a missing record.',
    probe:
      'viewRule/updateRule/deleteRule "1=2": GET, PATCH and DELETE of an existing id -> 404 with the same body as for an unknown id.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.rule.false-create',
    level: 'must',
    says: 'A create rule that is not satisfied gives 400 "Failed to create record." with data {} (neither 403 nor 404), and no field validation is reported.',
    probe:
      'createRule "@request.auth.id != \'\'", guest POST {} -> 400 {"data":{},"message":"Failed to create record.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'records.rule.superuser-bypass',
    level: 'must',
    says: 'A superuser token skips every rule (null, false or expression) but not validation or relation/unique checks.',
    probe:
      'All rules "1=2", superuser: list, view, create, update, delete succeed; superuser create with a missing required field -> 400.',
    basis: 'observed',
  },
  {
    id: 'records.rule.invalid-token-is-guest',
    level: 'must',
    says: 'A missing, malformed, expired or foreign Authorization token never fails the request by itself; the caller is treated as a guest.',
    probe:
      'listRule "", header Authorization "invalid" -> 200; listRule null with the same header -> 403 (not 401).',
    basis: 'observed',
  },
  {
    id: 'records.rule.create-sees-submitted-data',
    level: 'must',
    says: 'The create rule is evaluated against a not yet stored row built from the submitted (normalised) values: unspecified fields have their zero value, autodate fields are "" and autogenerate text fields other than id are still "". When no id is submitted the row has a non-empty temporary id.',
    probe:
      'Collection with autodate "created" (onCreate) and text "slug" with autogeneratePattern: createRule "created != \'\'" -> 400; "slug != \'\'" with no slug -> 400; "id != \'\'" with no id -> 200; "title = \'a\'" with {"title":"a"} -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.rule.create-verified-forced-false',
    level: 'should',
    says: 'While the create (and manage) rule is evaluated on create, a field named "verified" of the temporary row is forced to false (or "false" for a text field), whatever was submitted and whatever the collection type; @request.body.verified still has the submitted value.',
    probe:
      'Base collection with bool field "verified": createRule "verified = true", POST {"verified":true} -> 400; createRule "@request.body.verified = true" -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.rule.update-sees-old-row',
    level: 'must',
    says: 'The update rule is evaluated against the stored (old) record; the new values are only reachable through @request.body.',
    probe:
      'updateRule "title = \'old\'": PATCH {"title":"new"} on a record with title "old" -> 200; repeating the same PATCH -> 404.',
    basis: 'observed',
  },
  {
    id: 'records.rule.body-resolved-modifiers',
    level: 'must',
    says: 'For create and update @request.body.<field> in rules holds the final normalised field value after modifiers ("f+", "+f", "f-", "f:autogenerate") were applied; the modifier keys themselves are gone and the base key counts as set.',
    probe:
      'Number field total stored as 2, updateRule "@request.body.total = 3": PATCH {"total+":2,"total-":1} -> 200 with total 3; PATCH {"total+":3,"total-":1} (=4) -> 404.',
    basis: 'observed',
  },
  {
    id: 'records.rule.body-unknown-keys-kept',
    level: 'should',
    says: 'Body keys that are no field or modifier are not stored but remain visible to rules as @request.body.<key>.',
    probe:
      'createRule "@request.body.secret = 123": POST {"secret":123} -> 200 and the response has no "secret" key; POST {} -> 400.',
    basis: 'observed',
  },
  {
    id: 'records.rule.body-password',
    level: 'should',
    says: 'In rules of an auth collection @request.body.password, @request.body.passwordConfirm and @request.body.oldPassword hold the submitted plain values and can be tested with :isset.',
    probe:
      'createRule "@request.body.password = \'abc12345\'": POST with that password -> 200, with another -> 400 data {}; updateRule "@request.body.password:isset = false": PATCH of the password -> 404, of another field -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.rule.body-uploads',
    level: 'should',
    says: 'Uploaded files count in create rules: the row field has the generated names, @request.body.<file field>:isset is true, :length is the number of files and the value is not empty.',
    probe:
      'createRule "@request.body.docs:length = 2 && @request.body.f != \'\'": multipart with two docs and one f -> 200, with one docs or without f -> 400; createRule "f ~ \'abc_%.txt\'": upload "abc.txt" -> 200, "abd.txt" -> 400.',
    basis: 'observed',
  },
  {
    id: 'records.rule.hidden-fields-usable',
    level: 'must',
    says: 'API rules may reference hidden fields of the collection; the check works for guests although the value is never returned to them.',
    probe:
      'Hidden text field "code" = "x": viewRule "code = \'x\'" -> guest GET 200 without "code" key.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
