import type { Requirement } from '../../requirement.ts'

/** Where errors of a command are printed. */
export const errorsCli = [
  {
    id: 'cli.errors.stdout',
    level: 'should',
    says: 'The "Error: <message>" line of a failing or unknown command goes to stdout, stderr stays empty (unlike bootstrap errors, see cli.exit-code.bootstrap-error, and confirmation prompts, which use stderr).',
    probe:
      '`pocketbase superuser create bad 1234567890`, `pocketbase foo`, `pocketbase serve --nosuch` -> stdout starts with "Error: ", stderr is empty.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
