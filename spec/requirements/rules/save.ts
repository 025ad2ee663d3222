import type { Requirement } from '../../requirement.ts'

/** Validation of a rule when it is saved. */
export const saveRules = [
  {
    id: 'rules.save.invalid',
    level: 'must',
    says: 'A rule that does not compile is rejected when the collection is saved, under its own key, with code validation_invalid_rule and a message starting with "Invalid rule. Raw error: ".',
    probe:
      'superuser PATCH /api/collections/posts {"listRule":"nope = 1"} -> 400, data has exactly listRule {"code":"validation_invalid_rule","message":"Invalid rule. Raw error: ..."}; the same for each of the other rules (authRule, manageRule on auth collections) and on POST /api/collections; two bad rules -> both keys; nothing is saved.',
    basis: 'observed',
  },
  {
    id: 'rules.save.raw-error-text',
    level: 'may',
    says: 'The raw error text names the cause; it is the only place where filter errors are exposed.',
    probe:
      '{"listRule":"nope = 1"} -> "Invalid rule. Raw error: invalid left operand \\"nope\\" - unknown field \\"nope\\"."; {"listRule":"title ="} -> "Invalid rule. Raw error: invalid or incomplete filter expression."; {"listRule":"// x"} -> "Invalid rule. Raw error: empty filter expression."; {"listRule":"title = 1 title"} -> "... expected && or ||, got \\"title\\" (identifier)."',
    basis: 'observed',
  },
  {
    id: 'rules.save.blank',
    level: 'must',
    says: 'A rule made only of whitespace or comments is invalid (only the exact empty string means public).',
    probe: '{"listRule":" "} -> 400 data.listRule.code validation_invalid_rule.',
    basis: 'observed',
  },
  {
    id: 'rules.save.comments',
    level: 'should',
    says: 'Rules may contain comments and line breaks.',
    probe: 'listRule "// a\\nflag = true\\n// b" saves with 200 and filters.',
    basis: 'observed',
  },
  {
    id: 'rules.save.lenient-request-paths',
    level: 'must',
    says: 'Unknown keys below @request.auth, @request.query, @request.headers and @request.body are not errors when saving (they are null), while unknown plain fields, unknown @collection targets, unknown functions and unsupported body modifiers are.',
    probe:
      '{"listRule":"@request.auth.nope = \'a\'"}, "@request.query.x = \'a\'", "@request.body.nope = 1" -> 200; "@collection.nope.id ?= 1", "foo() = 1", "@request.body.nope:changed = true", "@request.body.title:each = \'a\'" (title text) -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.save.hidden-and-null-rule-fields',
    level: 'must',
    says: 'Rules may use hidden fields, private emails and fields of collections whose own rules are null.',
    probe:
      "posts(secret text hidden, author -> users with null rules): listRule \"secret = 'a' && author.email != ''\" saves and guests get the matching posts.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
