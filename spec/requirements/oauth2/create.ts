import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with OAuth2' } as const

/** Creating a record for a new identity. */
export const createOauth2 = [
  {
    id: 'oauth2.create.new-record',
    level: 'must',
    says: 'When no record is found one is created through the regular record create action of the collection (create rule, hidden field filtering, field validation, rate limit label COL:create) inside one transaction with the external auth; meta.isNew is true.',
    probe:
      'LOGIN with unknown identity and email -> 200, meta.isNew true, record.email "ext@example.com", one _externalAuths record with provider "oidc", providerId "ext-1".',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.create.rate-limit',
    level: 'should',
    says: 'The implicit create is rate limited by COL:create and *:create rules; over the limit the login answers 429 "Too Many Requests." and stores nothing. Logins of known identities are not affected.',
    probe:
      'rule {"label":"COL:create","maxRequests":1,"duration":60} -> first new identity 200, second new identity ERR(429,"Too Many Requests."), first identity again 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.concurrent',
    level: 'must',
    says: 'Parallel first logins of one identity create exactly one record and one external auth; the others answer 200 with isNew false or a 400 uniqueness error.',
    probe:
      '4 parallel LOGINs of a new identity -> one record, one external auth, exactly one response with isNew true.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.null-create-rule',
    level: 'must',
    says: 'A collection with createRule null rejects a sign-up of a non-superuser with 403 "Only superusers can perform this action.".',
    probe:
      'COL createRule null, LOGIN with a new identity -> ERR(403, that message); an already linked identity still logs in with 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.create-rule-fails',
    level: 'must',
    says: 'A create rule that is not satisfied answers 400 "Failed to create record." with empty data and nothing is stored.',
    probe: 'createRule "1=2" -> ERR(400,"Failed to create record.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.rule-context',
    level: 'must',
    says: 'During the implicit create @request.context is "oauth2", @request.method is "POST", @request.body holds the effective record payload (createData plus vendor email and mapped values, password, passwordConfirm), @request.query is empty, @request.headers are those of the login request and @request.auth is the login request\'s auth.',
    probe:
      'createRule \'@request.context = "oauth2" && @request.body.email = "ext@example.com"\' -> LOGIN 200 while a plain POST /api/collections/COL/records with that email -> 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.superuser-requester',
    level: 'may',
    says: 'With a superuser Authorization the implicit create runs with superuser rights (create rule skipped, verified/hidden fields settable by createData).',
    probe: 'createRule null, LOGIN with superuser token -> 200 and record created.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.email-default',
    level: 'must',
    says: 'The vendor email is used when createData.email is missing, empty or not a string; a non-empty createData.email wins.',
    probe:
      'createData {"email":""} -> record.email "ext@example.com"; createData {"email":"own@x.io"} -> record.email "own@x.io".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.verified-when-email-matches',
    level: 'must',
    says: 'The new record is marked verified when its final email equals the vendor email, including both being empty; with a different createData.email it stays unverified. No verification mail is sent.',
    probe:
      'plain LOGIN -> verified true; no vendor email and email not required -> email "" and verified true; createData.email other -> verified false.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.email-required',
    level: 'must',
    says: 'If the collection\'s email field is required (the default) and neither vendor nor createData gives one: 400 "Failed to create record." with data.email validation_required.',
    probe:
      'default auth collection, vendor email unverified -> 400 data.email {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.validation-errors',
    level: 'must',
    says: 'Invalid createData answers like the record create action: 400 "Failed to create record." with the field errors at the top level of data.',
    probe:
      'createData {"email":"invalid","rel":"missing"} -> data.email validation_is_email and data.rel validation_missing_rel_records.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.create.vendor-email-validated',
    level: 'must',
    says: 'The vendor email is validated like a submitted one: a domain that the email field does not allow (onlyDomains, exceptDomains) or an invalid address fails the sign-up with 400 "Failed to create record." and data.email validation_email_domain_not_allowed or validation_is_email; createData.email can replace it.',
    probe:
      'email field with onlyDomains ["a.io"] -> LOGIN 400 data.email {"code":"validation_email_domain_not_allowed","message":"Email domain is not allowed."}; createData {"email":"x@a.io"} -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.verified-not-settable',
    level: 'must',
    says: 'createData.verified=true by a non manager is rejected with data.verified {"code":"validation_values_mismatch","message":"Values don\'t match."} and is the only error then.',
    probe: 'createData {"verified":true,"email":"invalid"} -> 400 data has only verified.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.random-password',
    level: 'must',
    says: "Without a createData.password key the record gets a random password that bypasses the field's length/pattern rules; passwordConfirm is not needed. With createData.password, passwordConfirm is required and must match.",
    probe:
      'LOGIN without password -> 200. createData {"password":"1234567890"} -> 400 data.passwordConfirm; with passwordConfirm -> 200 and that password works.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.extra-fields',
    level: 'must',
    says: 'Other createData keys that are collection fields are stored (including emailVisibility and id); unknown keys are ignored.',
    probe:
      'createData {"title":"t","emailVisibility":true,"nope":1} -> record.title "t", emailVisibility true.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.create.mapped-id-name',
    level: 'must',
    says: 'mappedFields.id and mappedFields.name put the vendor id / name (also when empty) into that field unless createData has the key (any value, also null or "").',
    probe:
      'mappedFields {"id":"extid","name":"title"} -> record.extid "ext-1", title "Ext Name"; createData {"title":""} -> title "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-username',
    level: 'must',
    says: "mappedFields.username is applied only when createData lacks the key, the mapped field is a text field, and the vendor username passes that field's validation; a value that does not is silently skipped (so an autogenerate pattern of the field can fill it).",
    probe:
      'text field username with pattern ^\\w+$ and autogeneratePattern users[0-9]{6} - vendor username "!@bad" -> 200 with record.username matching ^users[0-9]{6}$.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-username-taken',
    level: 'must',
    says: 'If the mapped field is named `username`, has a single-column unique index and the vendor username is already taken, it is skipped likewise (case-insensitively when the index column has COLLATE NOCASE, else case-sensitively).',
    probe:
      'unique text field username, existing "extuser" -> LOGIN 200 with an autogenerated username; existing "extuser" and vendor "EXTUSER" -> taken over without, autogenerated with COLLATE NOCASE.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-username-other-field',
    level: 'may',
    says: 'Upstream looks for a taken username only in a column named `username`; with a mapped unique field of another name the create fails with 400 "Failed to create record." and validation_not_unique for that field. Skipping the value there too is as good.',
    probe:
      'unique text field nick mapped as username, existing record with the vendor username -> 400 data.nick validation_not_unique, or 200 with an autogenerated nick.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-invalid',
    level: 'must',
    says: 'Mapped id and name values go through the create action like createData: a value that breaks the field\'s validation fails the sign-up (400 "Failed to create record." with that field), a mapped hidden field stays empty for a non-superuser, and the record id itself can be mapped (mappedFields.id = "id") when the vendor id is a valid record id. Only an invalid username is skipped silently.',
    probe:
      'mappedFields.name to a text field with max 5 and a longer vendor name -> 400 data.title validation_max_text_constraint; mappedFields.id to a hidden text field -> 200 with it empty; mappedFields.id "id" - short sub -> 400 data.id validation_min_text_constraint, a 15 lower-case letter sub -> record.id equals it.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-avatar-url',
    level: 'must',
    says: 'mappedFields.avatarURL to a non-file field stores the vendor avatar URL string when it is non-empty and createData lacks the key.',
    probe:
      'map to a text/url field -> record field equals meta.avatarURL; vendor without picture -> field "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-avatar-file',
    level: 'must',
    says: 'mappedFields.avatarURL to a file field makes the server download the URL (GET, redirects followed, up to 15 s, 2xx/3xx, non-empty) and attach it; the stored name is derived from the last URL path segment like an upload, but carries two random suffixes (one from the download, one from the internal upload).',
    probe:
      'map to file field avatar -> MOCK sees GET /a.png and record.avatar matches ^a\\w*_[a-z0-9]{10}\\.png$ and is downloadable.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-avatar-multiple',
    level: 'should',
    says: 'A mapped file field that takes several files gets the avatar as its only element.',
    probe:
      'map avatarURL to a file field with maxSelect 3 -> the record holds an array with one downloadable name.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.mapped-avatar-failure',
    level: 'must',
    says: "A failing avatar download is ignored (record created without file); a downloaded file violating the field's mime/size rules fails the create.",
    probe:
      'MOCK /a.png 404 -> 200 with avatar ""; text content with an image-only field -> 400 data.avatar.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.users-collection',
    level: 'must',
    says: 'In the `users` collection of a fresh data dir enabling OAuth2 with a provider is enough: a sign-up fills `name` with the vendor name and `avatar` with the downloaded vendor picture.',
    probe:
      'PATCH users {"oauth2":{"enabled":true,"providers":[OIDC]}}; LOGIN -> record.name "Ext Name", record.avatar a downloadable copy of <MOCK>/a.png, verified true.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.create.atomic',
    level: 'must',
    says: 'Record creation, verified update and external auth are one transaction - if linking fails the record is not kept and no realtime event is sent for it.',
    probe: 'see oauth2.link.empty-provider-id; subscribe COL/* before -> no message.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.create.realtime-events',
    level: 'should',
    says: 'A successful sign-up emits realtime "create" for the record (already with verified=true), "update" when it was marked verified, and "create" for the _externalAuths record. The order of these messages is not guaranteed.',
    probe:
      'superuser subscribed to COL/* and _externalAuths/* -> these three messages after LOGIN, in any order.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
