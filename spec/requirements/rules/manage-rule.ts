import type { Requirement } from '../../requirement.ts'

/** The manageRule of an auth collection. */
export const manageRuleRules = [
  {
    id: 'rules.manage-rule.null',
    level: 'must',
    says: 'Without manageRule only superusers can change email and verified directly or change the password without oldPassword.',
    probe:
      'users.updateRule "", manageRule null: owner PATCH {"verified":true} -> 400 with data.verified; {"email":"new@x.com"} -> 400 with data.email; superuser -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.manage-rule.update',
    level: 'must',
    says: 'On update manageRule is evaluated on the stored record for authenticated requesters; updateRule must hold as well.',
    probe:
      'updateRule "", manageRule "@request.auth.collectionName = \'admins\'": admins token PATCH users/U {"email":"n@x.com","verified":true,"password":"12345678","passwordConfirm":"12345678"} -> 200; users token -> 400; guest -> 400; with updateRule null -> 403 even for admins.',
    basis: 'observed',
  },
  {
    id: 'rules.manage-rule.create',
    level: 'should',
    says: 'On create manageRule is evaluated on the submitted record and allows setting verified.',
    probe:
      'createRule "", same manageRule: admins token POST {...,"verified":true} -> 200 verified true; guest with "verified":true -> 400 with data.verified.',
    basis: 'observed',
  },
  {
    id: 'rules.manage-rule.guests-never-manage',
    level: 'must',
    says: 'Guests never get manage access for writes, even if manageRule would hold for them.',
    probe:
      'manageRule "id != \'\'", updateRule "": guest PATCH {"verified":true} -> 400; any authenticated user -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.manage-rule.email-visibility',
    level: 'must',
    says: 'In responses the email of a record with emailVisibility false is shown to superusers, the record itself and requesters satisfying manageRule for it; the latter check has no login requirement.',
    probe:
      'users.listRule "", manageRule "@request.auth.collectionName = \'admins\'": admins list shows all emails, users list only own and visible ones, guest only visible ones. manageRule "id != \'\'": guest list shows all emails.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
