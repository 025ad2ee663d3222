import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create record' } as const

/** Values of file fields: uploads, names, modifiers, limits. */
export const fileValues = [
  {
    id: 'values.file.shape',
    level: 'must',
    says: 'maxSelect 0 or 1: the value is the file name string or ""; above 1: an array of names, [] when empty.',
    probe: 'POST {} -> "" / []; after a multipart upload -> name / [name].',
    basis: 'observed',
  },
  {
    id: 'values.file.name-format',
    level: 'must',
    says: 'An uploaded file gets the name <clean base>_<10 random [a-z0-9]><extension>, where the base is the snake_cased original name without extension.',
    probe:
      'Upload "Test File-1.txt" -> matches ^test_file_1_[a-z0-9]{10}\\.txt$; "myTestDB.png" -> ^my_test_db_[a-z0-9]{10}\\.png$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-short-base',
    level: 'must',
    says: 'A clean base shorter than 3 characters (also empty) is extended with 10 random characters.',
    probe:
      '"a.txt" -> ^a[a-z0-9]{10}_[a-z0-9]{10}\\.txt$; ".png" -> ^[a-z0-9]{10}_[a-z0-9]{10}\\.png$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-double-extension',
    level: 'must',
    says: 'The extension starts at the second-last dot when there are two or more dots; it keeps its letter case.',
    probe:
      '"test.tar.gz" -> ^test_[a-z0-9]{10}\\.tar\\.gz$; "my.photo.PNG" -> ^my[a-z0-9]{10}_[a-z0-9]{10}\\.photo\\.PNG$; "a.b.c.d.tar.gz" -> ^a_b_c_d_[a-z0-9]{10}\\.tar\\.gz$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-extension-cleanup',
    level: 'must',
    says: 'Characters other than letters, digits, _ . * - + = # are removed from the extension and surrounding dots trimmed; more than 20 characters are cut to the last 20.',
    probe:
      '"a.b.c.?.?.?.2" -> ^a_b_c_[a-z0-9]{10}\\.2$; "a  b! c d  . 456" -> ^a_b_c_d_[a-z0-9]{10}\\.456$; ".abcd.123." -> ^abcd_[a-z0-9]{10}\\.123$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-extension-detected',
    level: 'must',
    says: 'A name without (usable) extension gets the extension detected from the content (".txt" for text, ".png" for PNG data); unknown binary data gets none.',
    probe:
      'Upload "abcd" with content "abc" -> ^abcd_[a-z0-9]{10}\\.txt$; "abcd" with PNG bytes -> .png; with bytes 00 01 02 03 -> ^abcd_[a-z0-9]{10}$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-length',
    level: 'must',
    says: 'Names are first cut to their last 300 bytes; the base is cut to its first 100 characters.',
    probe: '101 x "a" + ".txt" -> ^a{100}_[a-z0-9]{10}\\.txt$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-path-stripped',
    level: 'must',
    says: 'Only the last path element of the multipart filename is used.',
    probe: 'filename="../../x/test.txt" -> ^test_[a-z0-9]{10}\\.txt$.',
    basis: 'observed',
  },
  {
    id: 'values.file.name-non-ascii',
    level: 'should',
    says: 'Non-ASCII characters of the base are treated as separators and dropped.',
    probe:
      '"früh.txt" -> ^fr_h_[a-z0-9]{10}\\.txt$; "日本.txt" -> ^[a-z0-9]{10}_[a-z0-9]{10}\\.txt$.',
    basis: 'observed',
  },
  {
    id: 'values.file.single-replace',
    level: 'must',
    says: 'Uploading to a single file field that has a file replaces it and removes the old file from storage. Several uploads in one request keep only the last.',
    probe:
      'PATCH multipart f=<new> -> new name; GET /api/files/../old -> 404. Two parts "f" -> name derived from the second.',
    basis: 'observed',
  },
  {
    id: 'values.file.multi-replace',
    level: 'must',
    says: 'Uploading to a multi file field under its plain name replaces the whole list: existing files not named in the same body under that key are deleted.',
    probe: 'Stored [x]: PATCH multipart docs=<new> -> [new]; file x is gone.',
    basis: 'observed',
  },
  {
    id: 'values.file.multi-merge-with-names',
    level: 'must',
    says: 'If the body (text part or @jsonPayload) also holds existing names under the same key, the result is those names followed by the uploads.',
    probe:
      'Stored [x,y]: PATCH multipart docs="x" (text) + docs=<new> (file) -> [x,new]; y deleted.',
    basis: 'observed',
  },
  {
    id: 'values.file.multi-append-prepend',
    level: 'must',
    says: 'Files under "f+" are appended after, under "+f" prepended before, the current files.',
    probe: 'Stored [x]: PATCH multipart docs+=<a>,<b> -> [x,a,b]; +docs=<c> -> [c,x,a,b].',
    basis: 'observed',
  },
  {
    id: 'values.file.append-and-delete',
    level: 'must',
    says: 'One request may add files with "f+" (or "+f") and remove others with "f-"; both take effect.',
    probe: 'Stored [x,y]: PATCH multipart docs+=<a> and docs-=x -> [y,a], x deleted.',
    basis: 'observed',
  },
  {
    id: 'values.file.single-prepend',
    level: 'may',
    says: 'On a single file field "f+" replaces the file, while "+f" keeps an existing file and discards the upload.',
    probe: 'Single stored x: multipart "+f"=<new> -> x; "f+"=<new> -> new.',
    basis: 'observed',
  },
  {
    id: 'values.file.delete-by-name',
    level: 'must',
    says: '"f-" with a name or list of names removes those files from the value and storage; unknown names are ignored. It works with JSON and form bodies.',
    probe: 'Stored [x,y]: PATCH {"docs-":["x","zzz"]} -> [y]; single: {"f-":"x"} -> "".',
    basis: 'observed',
  },
  {
    id: 'values.file.clear',
    level: 'must',
    says: '"", null or [] removes all files of the field from value and storage.',
    probe: 'PATCH {"docs":[]} -> [] ; {"f":null} -> ""; downloading the old names -> 404.',
    basis: 'observed',
  },
  {
    id: 'values.file.keep-and-reorder',
    level: 'must',
    says: 'Setting the plain key to a list of existing names keeps exactly these, in that order, and deletes the others.',
    probe: 'Stored [x,y,z]: PATCH {"docs":["z","x"]} -> [z,x]; y deleted.',
    basis: 'observed',
  },
  {
    id: 'values.file.unknown-name',
    level: 'must',
    says: 'A plain string that is not an existing file of this record and field: code "validation_invalid_file", message "Invalid new files: [a.txt b.txt].", params {"invalidFiles":["a.txt","b.txt"]}; on create every string is unknown.',
    probe:
      'POST {"docs":["a.txt","b.txt"]} -> exactly that error; PATCH {"docs+":"a.txt"} -> invalidFiles ["a.txt"].',
    basis: 'observed',
  },
  {
    id: 'values.file.too-many',
    level: 'must',
    says: 'More files than maxSelect: code "validation_too_many_files", message "The maximum allowed files is 2.", params {"maxSelect":2}. Existing files count.',
    probe:
      'maxSelect 2, stored [x,y]: PATCH multipart docs+=<a> -> that error and nothing is stored.',
    basis: 'observed',
  },
  {
    id: 'values.file.max-size',
    level: 'must',
    says: 'A file larger than maxSize bytes (0 = 5242880): code "validation_file_size_limit", message "Failed to upload big.txt - the maximum allowed file size is 10 bytes.", params {"file":"big.txt","maxSize":10} with the original file name.',
    probe: 'maxSize 10: upload "big.txt" of 11 bytes -> exactly that error; 10 bytes -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.file.mime-types',
    level: 'must',
    says: 'Content type (detected from the first 3072 bytes, not from name or part header) not in mimeTypes: code "validation_invalid_mime_type", message "\\"<new name>\\" mime type must be one of: image/png, image/jpeg." with the generated file name in double quotes; no params.',
    probe:
      'mimeTypes ["image/png","image/jpeg"]: upload text as "a.png" -> error whose message matches ^"a[a-z0-9]{10}_[a-z0-9]{10}\\.png" mime type must be one of: image/png, image/jpeg\\.$; real PNG named "a.txt" -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.file.check-order',
    level: 'must',
    says: 'Checks run in the order required, unknown names, too many, then per upload in list order: name, size, mime type; the first failure is reported once under the field name. Files already stored are not checked for size or type.',
    probe:
      'maxSelect 2, three oversized uploads -> validation_too_many_files; two uploads, first of wrong type and within size, second oversized -> validation_invalid_mime_type.',
    basis: 'observed',
  },
  {
    id: 'values.file.required',
    level: 'must',
    says: 'required means at least one file remains after the change.',
    probe:
      'Required file: POST without file -> validation_required; PATCH {"f":""} -> validation_required and the file stays.',
    basis: 'observed',
  },
  {
    id: 'values.file.atomic',
    level: 'must',
    says: 'If validation or the database write fails nothing is added to or removed from storage.',
    probe:
      'PATCH multipart with a new file and another invalid field -> 400; old file still downloadable, storage directory unchanged.',
    basis: 'observed',
  },
  {
    id: 'values.file.json-body-no-upload',
    level: 'must',
    says: 'Files can only be uploaded with multipart/form-data; JSON bodies can only keep, reorder or delete existing names.',
    probe:
      'POST application/json {"f":"data:text/plain;base64,YQ=="} -> 400 data.f "validation_invalid_file".',
    basis: 'documented',
    source,
  },
  {
    id: 'values.file.empty-filename-part',
    level: 'may',
    says: 'A multipart part with an empty filename is an ordinary text value ("" for an empty part) and therefore clears the field.',
    probe: 'PATCH multipart with part f; filename="" and no content -> f "".',
    basis: 'observed',
  },
  {
    id: 'values.file.empty-content',
    level: 'should',
    says: 'Zero-byte uploads are accepted; without extension they are named .txt.',
    probe:
      'Upload "empty" with 0 bytes -> 200, name ^empty_[a-z0-9]{10}\\.txt$, download -> 200 with no bytes.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
