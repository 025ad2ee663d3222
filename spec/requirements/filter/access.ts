import type { Requirement } from '../../requirement.ts'

/** Who may filter by what: hidden fields, emails, related collections. */
export const accessFilter = [
  {
    id: 'filter.access.hidden-field',
    level: 'must',
    says: 'A hidden field cannot be used by non-superusers in filter or sort.',
    probe:
      "posts(secret text hidden): guest ?filter=secret='a' -> G400, ?sort=secret -> G400; superuser -> 200.",
    basis: 'observed',
  },
  {
    id: 'filter.access.password-token-key',
    level: 'must',
    says: 'password and tokenKey of auth collections are always hidden, hence never usable by non-superusers, not even on the own record.',
    probe:
      "users public list: regular user ?filter=password!='' and ?filter=tokenKey!='' -> G400; superuser -> 200.",
    basis: 'observed',
  },
  {
    id: 'filter.access.hidden-in-path',
    level: 'must',
    says: 'Hidden fields in the middle of a path (hidden relation, hidden back-relation field) or behind a relation are equally forbidden.',
    probe:
      "posts(author relation hidden): guest ?filter=author.name='x' -> G400; on users ?filter=posts_via_author.title?='x' -> G400; visible relation with hidden target field -> G400.",
    basis: 'observed',
  },
  {
    id: 'filter.access.joined-null-list-rule',
    level: 'must',
    says: 'A relation or back-relation path entering a collection whose listRule is null is an error for non-superusers, at any position in the path; single "rel" and "rel.id" and multiple "rel:each" do not enter the collection.',
    probe:
      'vals public, people.listRule null, guest: "owner.name = \'Ann\'", "refs.id ?= \'p1\'", "refs.name ?= \'a\'", "owner.boss.name = \'x\'" -> G400; "owner.id = \'p1\'", "refs:each ?= \'p1\'", "owner:length = 1" -> 200; superuser all 200.',
    basis: 'observed',
  },
  {
    id: 'filter.access.joined-list-rule',
    level: 'must',
    says: 'If an entered collection has a non-empty listRule, only rows whose related record satisfies that rule (or that have no related record) are kept.',
    probe:
      'vals public, people.listRule "score > 5", guest: "owner.name != \'zzz\'" -> v1,v3,v5,v6 (owners bob and Cid are not listable); superuser -> all; "refs.name ?= \'bob\'" -> none; "refs.name ?= \'Ann\'" -> v1,v4,v5,v6.',
    basis: 'observed',
  },
  {
    id: 'filter.access.joined-list-rule-prunes-or',
    level: 'must',
    says: 'That constraint applies to the whole query, not to the comparison that caused it.',
    probe:
      'Same setup, guest: "num = 2.5 || owner.name = \'Ann\'" -> v1,v6 (v2 has num 2.5 but its owner bob is not listable); "num = 0 || owner.name = \'Ann\'" -> v1,v3,v6.',
    basis: 'observed',
  },
  {
    id: 'filter.access.joined-list-rule-request',
    level: 'should',
    says: 'The joined listRule may use @request.* and its own relations and is evaluated for the current requester.',
    probe:
      'people.listRule "@request.auth.id != \'\'": guest "owner.name = \'Ann\'" -> none, "owner.name = \'\'" -> v3,v5; regular user -> v1,v6.',
    basis: 'observed',
  },
  {
    id: 'filter.access.joined-list-rule-not-for-superuser',
    level: 'must',
    says: 'These relation checks do not apply to superusers nor to the evaluation of API rules.',
    probe:
      'people.listRule null; vals.listRule "owner.name = \'Ann\'": guest list of vals -> 200 with v1,v6.',
    basis: 'observed',
  },
  {
    id: 'filter.access.email-visibility',
    level: 'must',
    says: 'For non-superusers every comparison on the email field of an auth collection additionally requires emailVisibility = true of that record, for all operators and modifiers.',
    probe:
      'users public, A(email a@x.com, visible), B(email b@x.com, not visible): guest "email ~ \'@x.com\'" -> A; "email != \'zzz\'" -> A; "email = \'\'" -> none; "email:lower = \'b@x.com\'" -> none; superuser "email ~ \'@x.com\'" -> A,B.',
    basis: 'observed',
  },
  {
    id: 'filter.access.email-visibility-owner',
    level: 'should',
    says: 'The email restriction has no exception for the record owner nor for manageRule.',
    probe:
      'Authenticated as B: "email = \'b@x.com\'" -> none although the response of a plain list shows B its own email.',
    basis: 'observed',
  },
  {
    id: 'filter.access.email-visibility-relation',
    level: 'must',
    says: 'The restriction also holds behind relations.',
    probe:
      'posts.author -> users (public): guest "author.email = \'b@x.com\'" -> none; "author.email = \'a@x.com\'" -> posts of A.',
    basis: 'observed',
  },
  {
    id: 'filter.access.email-visibility-functions',
    level: 'may',
    says: 'A function of the email is not restricted: no email is a time or a number, so it is NULL for each of them.',
    probe:
      'users public, A(visible), B(not visible): guest "strftime(\'%Y\', email) = \'\'" and "geoDistance(email, 1, 2, 3) = null" -> A,B.',
    basis: 'observed',
    parent: 'filter.access.email-visibility',
  },
  {
    id: 'filter.access.email-visibility-not-in-rules',
    level: 'must',
    says: 'API rules are not restricted by emailVisibility.',
    probe:
      'users.listRule "email ~ \'@x.com\'": guest list -> A and B (B without email in the output).',
    basis: 'observed',
  },
  {
    id: 'filter.access.list-rule-shares-joins',
    level: 'should',
    says: 'Client filter and listRule share related rows: an any-condition in the rule and one in the filter on the same path must hold for the same related record.',
    probe:
      'vals.listRule "refs.name ?= \'bob\'" (people public), guest filter "refs.score ?> 0" -> none; superuser with the same filter -> v1,v4,v5,v6; listRule "refs.name ?= \'Ann\'" -> v1,v4,v5,v6.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
