import type { Requirement } from '../../requirement.ts'

/** Where files lie in the data directory, and what lies beside them. */
export const storageFiles = [
  {
    id: 'files.storage.layout',
    level: 'must',
    says: 'With local storage a file lives at pb_data/storage/<collectionId>/<recordId>/<filename>, always keyed by collection id (renaming the collection moves nothing).',
    probe: 'Create a record with a file and look into the data dir.',
    basis: 'unverified',
  },
  {
    id: 'files.storage.attrs-sidecar',
    level: 'must',
    says: 'Next to each blob there is <filename>.attrs, one line of JSON plus newline with the keys user.cache_control, user.content_disposition, user.content_encoding, user.content_language (all ""), user.content_type, user.metadata and md5 (base64) in that order.',
    probe:
      'Upload "test\\n" as test.txt -> {"user.cache_control":"","user.content_disposition":"","user.content_encoding":"","user.content_language":"", "user.content_type":"text/plain; charset=utf-8","user.metadata":{"original-filename":"test.txt"},"md5":"2Oj8otwPiW/Xy0ywAxuiSQ=="}.',
    basis: 'unverified',
  },
  {
    id: 'files.storage.original-filename',
    level: 'should',
    says: 'user.metadata has the single key original-filename with the base name sent by the client, cut to 255 bytes.',
    probe: 'Upload with filename "dir/My Photo.png" -> original-filename "My Photo.png".',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
