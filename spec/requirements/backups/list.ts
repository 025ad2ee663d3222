import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List backups' } as const

/** The list of backups. */
export const listBackups = [
  {
    id: 'backups.list.shape',
    level: 'must',
    says: 'GET /api/backups returns a plain array (possibly []) of objects with keys modified, key, size; modified is "YYYY-MM-DD hh:mm:ss.SSSZ", size the byte count.',
    probe:
      'After creating test.zip -> [{"modified":"...Z","key":"test.zip","size":N}] with N equal to the file size.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.list.order',
    level: 'should',
    says: 'Entries are in lexical order of key, not by date (the docs sample is newest first).',
    probe: 'Create b.zip then a.zip -> keys ["a.zip","b.zip"].',
    basis: 'unverified',
  },
  {
    id: 'backups.list.all-files',
    level: 'should',
    says: 'Every file in the backups storage is listed whatever its name, except .attrs sidecars.',
    probe: 'Put a file notes.txt into pb_data/backups -> it is listed; test.zip.attrs is not.',
    basis: 'unverified',
  },
  {
    id: 'backups.list.nested',
    level: 'should',
    says: 'Files in sub directories of the backups storage are listed with a slash in their key and can be downloaded and deleted with the slash percent-encoded.',
    probe:
      'Put sub/n.zip into pb_data/backups -> key "sub/n.zip"; GET /api/backups/sub%2Fn.zip?token=<valid> -> 200; DELETE /api/backups/sub%2Fn.zip -> 204.',
    basis: 'unverified',
  },
  {
    id: 'backups.list.fields',
    level: 'should',
    says: 'The fields parameter applies to every element.',
    probe: 'GET /api/backups?fields=key -> [{"key":"test.zip"}].',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
