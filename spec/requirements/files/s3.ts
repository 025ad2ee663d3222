import type { Requirement } from '../../requirement.ts'

/** Files on S3 storage. */
export const s3Files = [
  {
    id: 'files.s3.proxied',
    level: 'must',
    says: 'With settings s3.enabled true downloads are proxied by the server (GetObject), never redirected or presigned; headers, ranges and protection behave as for local files.',
    probe:
      'Point s3 at a fake S3 server; GET a file -> 200 from PocketBase itself; the fake sees a signed GET for /<bucket>/<cid>/<rid>/<file> (path style).',
    basis: 'unverified',
  },
  {
    id: 'files.s3.switch-is-immediate',
    level: 'should',
    says: 'Enabling or disabling S3 takes effect for the next request; files are not migrated between the two storages.',
    probe: 'Upload locally, enable s3, GET the old url -> 404; disable s3 -> 200 again.',
    basis: 'unverified',
  },
  {
    id: 'files.s3.upload-failure',
    level: 'should',
    says: 'When S3 rejects the upload the record create/update fails with 400 and already uploaded files of the request are deleted.',
    probe:
      'Fake S3 answering 500 on PUT; create a record with a file -> 400 with data {} and no row created.',
    basis: 'unverified',
  },
  {
    id: 'files.s3.requests',
    level: 'should',
    says: 'Uploads below 6291456 bytes are one PUT with Content-Type and x-amz-meta-original-filename (percent-encoded); larger ones use multipart upload with 6291456 byte parts.',
    probe: 'Upload a 1 KB and a 7 MB file against a fake S3 and inspect the requests.',
    basis: 'unverified',
  },
  {
    id: 'files.s3.unreachable',
    level: 'should',
    says: 'While the configured S3 server cannot be reached or answers with errors, downloads give the generic 404, record writes with uploads fail with 400 and data {}, and deleting a record with files still succeeds.',
    probe:
      's3 endpoint at a closed port - GET of a file url, also with ?thumb=100x100 -> 404 "The requested resource wasn\'t found."; create with an upload -> 400 {"data":{},"message":"Failed to create record.","status":400}; DELETE of the record -> 204.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
