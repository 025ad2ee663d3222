import type { Requirement } from '../../requirement.ts'

/** Exit codes. */
export const exitCodeCli = [
  {
    id: 'cli.exit-code.command-error-zero',
    level: 'should',
    says: 'A failing command (bad arguments, validation error, port in use...) prints "Error: <message>", no usage text, and the process exits with code 0.',
    probe:
      '`pocketbase superuser create bad 1234567890` -> output "Error: missing or invalid email address" and nothing else, exit code 0.',
    basis: 'observed',
  },
  {
    id: 'cli.exit-code.bootstrap-error',
    level: 'should',
    says: 'A failure while bootstrapping (unwritable data dir, corrupt database, failing system migration, undecryptable settings) is logged to stderr with a timestamp and the process exits with code 1.',
    probe:
      'Put a text file as data.db in --dir and run `pocketbase superuser upsert a@b.co 1234567890 --dir=...` -> exit code 1.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
