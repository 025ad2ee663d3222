import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** Batches with files: part names, modifiers, plain form fields. */
export const multipartBatch = [
  {
    id: 'batch.multipart',
    level: 'must',
    says: 'With multipart/form-data the JSON object {requests:[...]} is sent as the text part `@jsonPayload`, and files are parts named `requests.N.<field>` or `requests[N].<field>` (N zero-based index into requests). Both notations may be mixed.',
    probe:
      '@jsonPayload with two creates, file parts requests.0.document and requests[1].document -> 200; both bodies have a stored file name; files downloadable.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.multipart-file-names',
    level: 'may',
    says: 'Files uploaded through a batch get the random suffix of stored names twice - "one.txt" becomes one_<10 chars>_<10 chars>.txt (a standalone upload has one suffix). Clients may only rely on the prefix and the extension.',
    probe: 'one file part "one.txt" -> stored name matches ^one_[a-z0-9]{10}_[a-z0-9]{10}\\.txt$.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-multiple-files',
    level: 'must',
    says: 'Repeating a file part name uploads several files to that field.',
    probe:
      'Three parts requests.0.files on a file field with maxSelect 3 -> body.files has 3 names.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.multipart-modifiers',
    level: 'should',
    says: 'The field part may carry the append/prepend modifiers ("files+", "+files").',
    probe:
      'PATCH sub-request of a record with one file, part "requests.0.files+" -> body.files has the old and the new name.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-file-replaces-json',
    level: 'should',
    says: 'A file part for key K replaces the JSON body value of the same key K (they are not merged as in the standalone multipart endpoint), so existing files listed in JSON under K are dropped.',
    probe:
      'Record with files ["a.txt"]; sub-request PATCH body {"files":["a.txt"]} plus part requests.0.files -> result has only the newly uploaded file.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-unknown-index',
    level: 'should',
    says: 'File parts whose index does not exist or whose field is unknown are ignored.',
    probe: 'One request, part requests.5.document -> 200, no error.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-plain-fields',
    level: 'may',
    says: 'Sending `requests` as an ordinary form field (not in @jsonPayload) is 400 "Failed to read the submitted batch data."; a multipart body without @jsonPayload is 400 "Invalid batch request data." (requests required).',
    probe:
      'multipart with requests="[]" -> first message; multipart with only a file part -> second.',
    basis: 'unverified',
  },
  {
    id: 'batch.urlencoded',
    level: 'may',
    says: 'An application/x-www-form-urlencoded body with the JSON object in `@jsonPayload` works like the multipart form.',
    probe: 'urlencoded @jsonPayload={"requests":[one create]} -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.json-no-files',
    level: 'must',
    says: 'Files can be uploaded only via multipart; in a JSON batch, string values of file fields are existing file names as in the standalone endpoint, and deletions ("files-") work.',
    probe: 'JSON batch PATCH {"files-":"a.txt"} -> body.files without a.txt.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.files-rollback',
    level: 'should',
    says: 'Files uploaded by a failed batch do not remain in the storage directory.',
    probe:
      'multipart batch [create with file, invalid create] -> 400; pb_data/storage/{collectionId}/ contains no new record directory with the file.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
