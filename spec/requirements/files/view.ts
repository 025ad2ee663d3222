import type { Requirement } from '../../requirement.ts'

/** Files seen through a view collection. */
export const viewFiles = [
  {
    id: 'files.view.serves-source-file',
    level: 'must',
    says: "A file url built with a view collection and a view record serves the blob of the base collection record that the view's file column comes from (nested views are followed up to 5 levels).",
    probe:
      'View "select id, file from demo"; GET /api/files/{view}/{viewRecordId}/{filename} -> 200 with the same bytes as through demo.',
    basis: 'unverified',
  },
  {
    id: 'files.view.joined-record',
    level: 'must',
    says: "The view record id may differ from the id of the record that owns the file (joins); the url uses the view record's id and only the file name shown by that view record is found. Thumbs requested through a view are stored beside the source file, a view has no storage directory of its own.",
    probe:
      'View "select o.id, d.file from other o join demo d on o.rel = d.id"; GET /api/files/{view}/{other record id}/{file} -> 200 with the bytes of the demo file, with ?thumb a thumbs_<file> directory in the demo record\'s directory; GET with the demo record id instead -> 404.',
    basis: 'unverified',
  },
  {
    id: 'files.view.options-copied',
    level: 'should',
    says: "The thumbs and protected options used for a view url are those of the view's own generated file field (copied from the source field when the view was saved), and protected files are checked against the view's viewRule, not the base collection's.",
    probe:
      'Base demo with viewRule "" and protected true, view with viewRule null; GET the file through the view with no token -> 404, through demo -> 200.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
