import type { Requirement } from '../../requirement.ts'

/** The program without a command: help, version, unknown commands. */
export const rootCli = [
  {
    id: 'cli.root.help',
    level: 'should',
    says: 'Run without a command, or with -h/--help, it prints usage to stdout and exits 0. Listed commands - migrate, serve, superuser, update; listed flags - those of cli.flags.global. There is no `help` and no `completion` command.',
    probe: '`pocketbase --help` -> exit 0, stdout mentions serve, superuser, migrate, update.',
    basis: 'unverified',
  },
  {
    id: 'cli.root.version',
    level: 'should',
    says: '--version / -v prints "<name> version <semver>" (no leading v) and exits 0; no data directory is created.',
    probe: '`pocketbase --version` -> stdout "pocketbase version 0.36.6"; no pb_data created.',
    basis: 'observed',
  },
  {
    id: 'cli.root.help-no-bootstrap',
    level: 'should',
    says: '-h/--help/-v/--version and unknown commands do not bootstrap (no data directory is created); a bare invocation without arguments does bootstrap (creates the data dir) before printing the help.',
    probe:
      '`pocketbase serve --help --dir=/tmp/x` -> /tmp/x not created. `pocketbase --dir=/tmp/y` -> help printed, /tmp/y/data.db exists.',
    basis: 'observed',
  },
  {
    id: 'cli.root.unknown-command',
    level: 'should',
    says: 'An unknown command prints `Error: unknown command "foo" for "<name>"` followed by `Run \'<name> --help\' for usage.`; the process still exits with 0.',
    probe:
      '`pocketbase foo` -> the output contains those lines (stream: see cli.errors.stdout); exit code 0.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
