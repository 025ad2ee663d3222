import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** How an update is read and merged. */
export const updateSettings = [
  {
    id: 'settings.update.success-response',
    level: 'must',
    says: 'PATCH /api/settings returns 200 with the complete settings after the change in the same shape as GET.',
    probe:
      'PATCH {"meta":{"appName":"x"}} -> 200, body.meta.appName "x", all other values as before.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.update.deep-partial',
    level: 'must',
    says: 'The submitted object is merged recursively over the current settings; every omitted key keeps its value.',
    probe: 'PATCH {"smtp":{"port":2525}} -> smtp.host and every other key unchanged.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.update.empty-body',
    level: 'must',
    says: 'An empty body (Content-Length 0) is valid and returns the current settings; it still counts as a save (all reload side effects run).',
    probe: 'PATCH without body -> 200 with the full settings; same for body {}.',
    basis: 'observed',
  },
  {
    id: 'settings.update.unknown-keys',
    level: 'must',
    says: 'Unknown keys at any level are ignored.',
    probe: 'PATCH {"foo":1,"meta":{"bar":2}} -> 200, response without foo and bar.',
    basis: 'observed',
  },
  {
    id: 'settings.update.case-insensitive-keys',
    level: 'should',
    says: 'JSON keys are matched case-insensitively (an exact match wins), so the documented meta.appUrl works like meta.appURL.',
    probe: 'PATCH {"meta":{"appUrl":"http://a.test"}} -> 200 with meta.appURL "http://a.test".',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.update.key-spellings',
    level: 'may',
    says: 'Several spellings of a key count one after the other: sections are merged, and null leaves what was said before.',
    probe:
      '{"META":{"appName":"C"},"meta":{"senderName":"S"}} -> appName "C", senderName "S"; {"logs":{"maxDays":2,"MAXDAYS":null}} -> maxDays 2.',
    basis: 'observed',
    parent: 'settings.update.case-insensitive-keys',
  },
  {
    id: 'settings.update.null-values',
    level: 'should',
    says: 'null for an object, string, number or boolean is a no-op; null for an array (rateLimits.rules, trustedProxy.headers) empties it and it is returned as [].',
    probe:
      'PATCH {"meta":null,"smtp":{"port":null},"trustedProxy":{"headers":null},"rateLimits":{"rules":null}} -> 200, meta and port unchanged, headers [] and rules [].',
    basis: 'observed',
  },
  {
    id: 'settings.update.rules-index-merge',
    level: 'should',
    says: 'Array elements are decoded over the existing element with the same index: a rule object that omits keys inherits the missing values of the current rule at that position; surplus old rules are dropped and indexes beyond the old length start from zero values.',
    probe:
      'Fresh instance, PATCH {"rateLimits":{"rules":[{"label":"abc"}]}} -> 200 with rules [{"label":"abc","audience":"","duration":3,"maxRequests":2}].',
    basis: 'observed',
  },
  {
    id: 'settings.update.secret-omitted-keeps',
    level: 'must',
    says: 'Omitting a secret key keeps the stored secret, so a client can PATCH back exactly what it got from GET.',
    probe:
      'Set smtp.password "p", PATCH the whole GET body -> 200 and SMTP auth still uses "p" (seen by an SMTP sink).',
    basis: 'observed',
  },
  {
    id: 'settings.update.secret-stars-literal',
    level: 'must',
    says: 'There is no mask value: a secret submitted as "******" is stored literally.',
    probe: 'PATCH {"smtp":{"password":"******"}} -> later SMTP logins use ****** as password.',
    basis: 'observed',
  },
  {
    id: 'settings.update.secret-empty-string',
    level: 'may',
    says: 'An empty secret is stored as absent, so it is gone after a restart that follows without further saves. Upstream keeps the old secret active in the running process (the stored JSON without the key is merged over the in-memory settings) and writes it again at the next save that does not submit the empty value; dropping it at once is as good.',
    probe:
      'Set smtp.password "p" (authMethod PLAIN, host 127.0.0.1), PATCH {"smtp":{"password":""}}, send a test email -> the SMTP sink sees password "p", an empty one or no login; PATCH it "" again and restart -> a test email does not log in with "p".',
    basis: 'observed',
  },
  {
    id: 'settings.update.invalid-json',
    level: 'must',
    says: 'A body that is not valid JSON gives 400 with empty data.',
    probe:
      'PATCH body "{" -> 400 {"data":{},"message":"An error occurred while loading the submitted data.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'settings.update.wrong-type',
    level: 'must',
    says: 'A value of the wrong JSON type anywhere (string for a number, fractional or too large number for an integer, object for an array, array or scalar as root) gives the same 400 and changes nothing. (Upstream refuses integers spelled 25.0 or 1e2 too; no client relies on it.)',
    probe:
      'PATCH {"smtp":{"port":"25"}}, {"smtp":{"port":25.5}}, {"meta":{"appName":1}}, [] and "x" -> each 400 "An error occurred while loading the submitted data.".',
    basis: 'observed',
  },
  {
    id: 'settings.update.trailing-data',
    level: 'may',
    says: 'Only the first JSON value of the body is read; trailing bytes after it are ignored.',
    probe: 'PATCH body \'{"meta":{"appName":"x"}} garbage\' -> 200 with appName "x".',
    basis: 'observed',
  },
  {
    id: 'settings.update.null-root',
    level: 'may',
    says: 'A body of just null changes nothing. Upstream answers it with a recovered internal failure (500); a no-op 200 or the 400 loading error is as good.',
    probe:
      'PATCH body null -> 500 {"data":{},"message":"Something went wrong while processing your request.","status":500}, or 400 "An error occurred while loading the submitted data.", or 200; GET is unchanged.',
    basis: 'observed',
  },
  {
    id: 'settings.update.unsupported-content-type',
    level: 'should',
    says: 'A non-empty body with a Content-Type other than application/json, multipart/form-data, application/x-www-form-urlencoded, text/xml or application/xml (or none) gives the same 400 loading error.',
    probe:
      'PATCH body {"meta":{"appName":"x"}} with Content-Type text/plain -> 400 "An error occurred while loading the submitted data.".',
    basis: 'observed',
  },
  {
    id: 'settings.update.form-data',
    level: 'should',
    says: 'multipart and urlencoded bodies address values as <section>.<key> (meta.appName, smtp.enabled, repeated trustedProxy.headers); booleans accept the usual 1/t/true/0/f/false spellings, empty strings mean false or 0. rateLimits.rules cannot be sent as form fields.',
    probe:
      'PATCH multipart with meta.appName=x and smtp.port=2525 -> 200 with both applied; smtp.port=abc -> 400 "An error occurred while loading the submitted data.".',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.update.form-json-payload',
    level: 'should',
    says: 'A form field named @jsonPayload holding a JSON object is merged like a JSON body (after the other form fields).',
    probe: 'PATCH multipart with @jsonPayload={"rateLimits":{"rules":[]}} -> 200 with rules [].',
    basis: 'observed',
  },
  {
    id: 'settings.update.form-nested-s3',
    level: 'may',
    says: 'In form bodies the two level key backups.s3.<key> is not recognised; s3.<key> sets the value in both s3 and backups.s3.',
    probe:
      'PATCH urlencoded "s3.region=r1&backups.s3.region=r2" -> both s3.region and backups.s3.region are "r1".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
