import type { Requirement } from '../../requirement.ts'

/** The order in which each operation checks. */
export const orderRecords = [
  {
    id: 'records.order.list',
    level: 'must',
    says: 'Check order of list: unknown collection (404), rate limit (429), listRule null and caller not superuser (403), forbidden "@request."/"@collection." text in filter/sort (403), rule/filter/sort parse and query (400).',
    probe:
      'Collection with listRule null, guest: GET list -> 403; with listRule null and ?filter=@request.x -> 403 "Only superusers can perform this action.".',
    basis: 'observed',
  },
  {
    id: 'records.order.view',
    level: 'must',
    says: 'Check order of view: unknown collection (404), rate limit (429), viewRule null and caller not superuser (403), then lookup of the record with the rule applied (404).',
    probe:
      'viewRule null, guest, existing or unknown id -> 403 in both cases; viewRule "" and unknown id -> 404.',
    basis: 'observed',
  },
  {
    id: 'records.order.create',
    level: 'must',
    says: 'Check order of create: unknown collection (404), body size (413), view collection (400), rate limit (429), body parse (400), createRule null and caller not superuser (403), createRule expression against the submitted data (400 with data {}), auth form checks (400), field validation (400), unique constraints (400).',
    probe:
      'createRule null, guest, invalid JSON body -> 400; createRule null, guest, valid body -> 403; createRule "1=2" with a body that also violates a required field -> 400 "Failed to create record." with data {} (no field errors).',
    basis: 'observed',
  },
  {
    id: 'records.order.update',
    level: 'must',
    says: 'Check order of update: unknown collection (404), body size (413), view collection (400), rate limit (429), body parse (400), updateRule null and caller not superuser (403), record exists (404), updateRule (404), auth form checks (400), field validation (400), unique constraints (400).',
    probe:
      'updateRule null, guest, unknown id -> 403; updateRule "", unknown id with an invalid field value -> 404; updateRule "1=2", existing id, invalid value -> 404.',
    basis: 'observed',
  },
  {
    id: 'records.order.delete',
    level: 'must',
    says: 'Check order of delete: unknown collection (404), view collection (400), rate limit (429), body parse (400), deleteRule null and caller not superuser (403), record exists and satisfies deleteRule (404), delete itself (400 when blocked).',
    probe:
      'deleteRule null, guest, unknown id -> 403; deleteRule "1=2", existing id, guest -> 404.',
    basis: 'observed',
  },
  {
    id: 'records.order.read-body',
    level: 'must',
    says: 'On list and view a request body that cannot be parsed is refused (400) after the rate limit and before the rule is looked at.',
    probe:
      'listRule and viewRule null, guest: GET list and GET view with header content-type application/json and body "{" -> 400 "Something went wrong while processing your request."; the same without a body -> 403.',
    basis: 'observed',
    parent: 'records.order.list',
  },
] as const satisfies readonly Requirement[]
