import type { Requirement } from '../../requirement.ts'

/** The installer link that an instance without superusers prints. */
export const installerCli = [
  {
    id: 'cli.installer.first-start',
    level: 'should',
    says: 'When `serve` starts and _superusers has no record other than the installer one, a superuser record with email __pbinstaller@example.com and random password is created (or reused), a non-refreshable auth token for it valid 30 minutes is issued, the system browser is asked to open BASE/_/#/pbinstal/TOKEN, and stdout prints "(!) Launch the URL below in the browser if it hasn\'t been open already to create your first superuser account:", that URL, and "(you can also create your first superuser by running: <exe> superuser upsert EMAIL PASS)".',
    probe:
      'Fresh dir, `serve` -> stdout has the URL; using its TOKEN as Authorization, GET /api/settings -> 200; GET /api/collections/_superusers/records -> one item with that email.',
    basis: 'observed',
  },
  {
    id: 'cli.installer.token-creates-superuser',
    level: 'should',
    says: 'The installer token may create the first real superuser through the records API; creating any superuser other than the installer one deletes the installer record (also when created by CLI), which invalidates its token.',
    probe:
      'POST /api/collections/_superusers/records {email,password,passwordConfirm} with the installer token -> 200; then GET /api/settings with the installer token -> 401; list shows only the new superuser.',
    basis: 'observed',
  },
  {
    id: 'cli.installer.skipped',
    level: 'should',
    says: 'With at least one real superuser no installer output appears and no installer record is created. While none exists, every `serve` start prints a fresh URL.',
    probe: '`superuser upsert` then `serve` -> stdout lacks "pbinstal".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
