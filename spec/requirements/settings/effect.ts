import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** What a saved setting changes in the running server. */
export const effectSettings = [
  {
    id: 'settings.effect.mail-sender',
    level: 'must',
    says: 'meta.appName, appURL, senderName and senderAddress are used by mails sent right after the PATCH.',
    probe:
      'PATCH meta, POST test/email -> the SMTP sink sees the new From and the new app name/url in the body.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.smtp-immediate',
    level: 'must',
    says: 'smtp changes apply to the next mail without restart.',
    probe:
      'PATCH smtp {enabled:true,host:"127.0.0.1",port:<sink>}, POST test/email -> 204 and one message in the sink.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.logs-purge',
    level: 'must',
    says: 'Every successful settings save deletes stored logs created at or before now minus maxDays days or with level below minLevel.',
    probe:
      'With stored level 0 logs, PATCH {"logs":{"minLevel":8}} -> GET /api/logs?filter=level<8 has totalItems 0.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.logs-off',
    level: 'must',
    says: 'maxDays 0 deletes all stored logs at once and stops persisting any, the PATCH request itself included.',
    probe: 'PATCH {"logs":{"maxDays":0}}, make requests, wait 5 s -> GET /api/logs totalItems 0.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.min-level-immediate',
    level: 'must',
    says: 'minLevel filters newly produced logs immediately.',
    probe: 'minLevel 8: successful requests are not logged, failed ones (level 8) are.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.effect.rate-limit-reset',
    level: 'should',
    says: 'Rate limit rules apply immediately and any settings save resets all request counters.',
    probe:
      'Enable [{"label":"/api/health","maxRequests":1,"duration":60}]; guest GET /api/health -> 200 then 429; superuser PATCH {} -> guest gets 200 again.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.superuser-exempt',
    level: 'must',
    says: 'Superuser requests are never rate limited, so settings stay reachable.',
    probe:
      'With a rule maxRequests 1 on "/api/", repeated GET /api/settings as superuser -> always 200.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.batch-toggle',
    level: 'must',
    says: 'batch.enabled switches POST /api/batch on and off immediately.',
    probe:
      'Fresh instance: POST /api/batch {"requests":[]} -> 403 "Batch requests are not allowed."; after PATCH {"batch":{"enabled":true}} the message changes.',
    basis: 'documented',
    source: {
      document: '003_2163cb09265065fe',
      heading: 'Batch create/update/upsert/delete records',
    },
  },
  {
    id: 'settings.effect.trusted-proxy-ip',
    level: 'must',
    says: 'With trustedProxy.headers set, the real client IP is the last valid IP in the last value of the first listed header that yields one (first valid IP with useLeftmostIP true); otherwise the socket address is used. When a header is sent as several lines only its last line counts; IPv6 addresses are shown fully expanded.',
    probe:
      'headers ["X-Real-IP"]; GET /api/health as superuser with "X-Real-IP: 1.1.1.1, 2.2.2.2" -> data.realIP "2.2.2.2"; with useLeftmostIP true -> "1.1.1.1"; header "abc" -> socket IP.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.auto-backup-cron',
    level: 'must',
    says: 'Setting backups.cron registers the cron job __pbAutoBackup__ immediately; clearing it removes the job.',
    probe:
      'PATCH {"backups":{"cron":"0 3 * * *"}} -> GET /api/crons contains {"id":"__pbAutoBackup__","expression":"0 3 * * *"}; PATCH {"backups":{"cron":""}} -> absent.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.s3-immediate',
    level: 'should',
    says: 's3 and backups.s3 changes apply to the next storage operation.',
    probe:
      'Enable backups.s3 against a fake S3, GET /api/backups -> the fake sees GET /<bucket>/?list-type=2&max-keys=1000.',
    basis: 'observed',
  },
  {
    id: 'settings.effect.collection-rename',
    level: 'should',
    says: 'Renaming a collection rewrites the prefix of rate limit labels "<oldName>:..." to the new name.',
    probe:
      'Rule label "demo:create", rename demo to demo_new -> GET /api/settings shows "demo_new:create".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
