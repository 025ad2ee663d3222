import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Download / Fetch file' } as const

/** Finding the file of a download, and the refusals. */
export const downloadFiles = [
  {
    id: 'files.download.route',
    level: 'must',
    says: 'GET (and HEAD) /api/files/{collectionIdOrName}/{recordId}/{filename} streams one stored file with 200. The collection may be addressed by its id or by its name.',
    probe:
      'Create a record with an uploaded file; GET the url once with the collection id and once with the collection name -> both 200 with identical bytes.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.download.collection-name-case',
    level: 'should',
    says: 'The collection name is compared case-insensitively while the collection id, the record id and the file name are compared exactly.',
    probe:
      'GET /api/files/DEMO/{id}/{file} for a collection named demo -> 200; the same url with an upper-cased file name or record id -> 404.',
    basis: 'unverified',
  },
  {
    id: 'files.download.missing-collection',
    level: 'must',
    says: 'An unknown collection gives 404 with the collection specific message (the collection is resolved by the rate limit step, before the handler), not the generic one.',
    probe:
      'GET /api/files/missing/abc/x.png -> 404 {"data":{},"message":"Missing or invalid collection context.","status":404}.',
    basis: 'unverified',
  },
  {
    id: 'files.download.missing-record',
    level: 'must',
    says: 'An unknown record id in an existing collection gives the generic 404.',
    probe:
      'GET /api/files/users/missing/x.png -> 404 {"data":{},"message":"The requested resource wasn\'t found.","status":404}.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.download.missing-file',
    level: 'must',
    says: "A file name that is not currently listed in any file field of the record gives the generic 404, even when a blob with that name exists in the record's storage directory (sidecar .attrs files and thumbs are thus never directly reachable).",
    probe:
      'GET /api/files/{c}/{r}/missing.png, /{existingName}.attrs and /thumbs_{existingName} -> each 404 "The requested resource wasn\'t found.".',
    basis: 'documented',
    source,
  },
  {
    id: 'files.download.any-file-field',
    level: 'must',
    says: 'All file fields of the collection are searched in schema order, single and multiple valued, hidden ones included; the first field whose value contains the name decides the thumbs and protected options.',
    probe:
      'A file stored in a hidden:true, protected:false file field -> GET as guest returns 200 when the exact name is known.',
    basis: 'unverified',
  },
  {
    id: 'files.download.no-rule-check',
    level: 'must',
    says: 'Files of non protected fields are public: neither viewRule nor the Authorization header are looked at.',
    probe: 'Collection with viewRule null and protected false; GET the file without auth -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.download.invalid-auth-ignored',
    level: 'should',
    says: 'An invalid or expired Authorization header on a download does not fail the request.',
    probe: 'GET a public file with "Authorization: invalid" -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.download.partial-path',
    level: 'should',
    says: 'Paths with fewer or more than three segments after /api/files/ do not match the download route; a GET then falls to the static file route (its 404 message differs from the generic one), any other method to the catch-all.',
    probe:
      'Without a public index.html - GET /api/files/users/abc, /api/files/users/abc/ and /api/files/users/abc/a.png/x -> each 404 "File not found."; POST to the same paths -> 404 "The requested resource wasn\'t found.".',
    basis: 'unverified',
  },
  {
    id: 'files.download.wrong-method',
    level: 'should',
    says: 'Only GET and HEAD are routed for downloads; other methods fall to the catch-all 404 (no 405, no Allow header).',
    probe: 'POST or DELETE /api/files/{c}/{r}/{f} -> 404 "The requested resource wasn\'t found.".',
    basis: 'unverified',
  },
  {
    id: 'files.download.missing-blob',
    level: 'must',
    says: 'When the record references a file whose blob is gone from storage the answer is the generic 404, with or without a thumb parameter.',
    probe:
      'Delete the blob from pb_data/storage; GET the url and GET it with ?thumb=100x100 -> both 404 "The requested resource wasn\'t found.".',
    basis: 'unverified',
  },
  {
    id: 'files.download.storage-init-failure',
    level: 'should',
    says: 'A failure to open the configured storage gives status 500 with message "Filesystem initialization failure." (the public docs show 400).',
    probe:
      'Make pb_data/storage a regular file, GET an otherwise valid file url -> 500 {"data":{},"message":"Filesystem initialization failure.","status":500}.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.download.large',
    level: 'must',
    says: "Files above the 32 MiB default body limit can be stored when the field's maxSize allows it and are served byte exact, ranges included.",
    probe:
      'Field maxSize 60000000; upload 45 MiB of random bytes, GET -> identical bytes; "Range: bytes=-7" -> 206 with the last seven.',
    basis: 'unverified',
  },
  {
    id: 'files.download.rate-limit-labels',
    level: 'should',
    says: 'The download route is rate limited with the labels "<collectionName>:file", "*:file", then the generic path labels, in this order of preference.',
    probe:
      'Enable rateLimits with rules [{"label":"*:file","maxRequests":1,"duration":60}]; GET any file twice as guest -> 200 then 429 {"data":{},"message":"Too Many Requests.","status":429}.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
