import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List settings' } as const

/** Reading the settings. */
export const listSettings = [
  {
    id: 'settings.list.shape',
    level: 'must',
    says: 'GET /api/settings returns 200 with exactly the top level keys smtp, backups, s3, meta, rateLimits, trustedProxy, batch, logs, in this order.',
    probe: 'GET as superuser -> Object.keys(body) equals that list.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.list.key-order',
    level: 'should',
    says: 'Nested key order is smtp{enabled,port,host,username,authMethod,tls,localName}, backups{cron,cronMaxKeep,s3}, s3{enabled,bucket,region,endpoint,accessKey, forcePathStyle}, meta{appName,appURL,senderName,senderAddress,hideControls}, rateLimits{rules,enabled}, rule{label,audience,duration,maxRequests}, trustedProxy{headers,useLeftmostIP}, batch{enabled,maxRequests,timeout,maxBodySize}, logs{maxDays,minLevel,logIP,logAuthId}.',
    probe: 'Compare Object.keys of each nested object of the GET response.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.list.defaults',
    level: 'must',
    says: 'A fresh instance returns smtp {enabled:false, port:587, host:"smtp.example.com", username:"", authMethod:"", tls:false, localName:""}, backups {cron:"", cronMaxKeep:3, s3:<disabled>}, s3 <disabled> = {enabled:false, bucket:"", region:"", endpoint:"", accessKey:"", forcePathStyle:false}, meta {appName:"Acme", appURL:"http://localhost:8090", senderName:"Support", senderAddress:"support@example.com", hideControls:false}, trustedProxy {headers:[], useLeftmostIP:false}, batch {enabled:false, maxRequests:50, timeout:3, maxBodySize:0}, logs {maxDays:5, minLevel:0, logIP:true, logAuthId:false} (the sample in the docs differs).',
    probe:
      'GET /api/settings on a new data dir right after creating the first superuser -> deep equals.',
    basis: 'observed',
  },
  {
    id: 'settings.list.default-rate-limits',
    level: 'must',
    says: 'The default rateLimits is {"rules":[{"label":"*:auth","audience":"","duration":3,"maxRequests":2},{"label":"*:create","audience":"","duration":5, "maxRequests":20},{"label":"/api/batch","audience":"","duration":1,"maxRequests":3},{"label":"/api/","audience":"","duration":10,"maxRequests":300}], "enabled":false}.',
    probe: 'GET on a fresh instance -> rateLimits deep equals.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.list.secrets-omitted',
    level: 'must',
    says: 'smtp.password, s3.secret and backups.s3.secret are never returned: the keys are absent, whether set or not (the docs speak of **** masking, which does not happen).',
    probe:
      'PATCH {"smtp":{"password":"p"},"s3":{"secret":"s"},"backups":{"s3":{"secret":"b"}}} -> 200; neither this response nor a later GET contains the substrings "password" or "secret".',
    basis: 'observed',
  },
  {
    id: 'settings.list.fields',
    level: 'should',
    says: 'The fields query parameter picks parts of the GET and PATCH success responses.',
    probe: 'GET /api/settings?fields=meta.appName -> {"meta":{"appName":"Acme"}}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
