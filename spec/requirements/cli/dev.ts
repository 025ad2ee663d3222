import type { Requirement } from '../../requirement.ts'

/** How a development run is recognised. */
export const devCli = [
  {
    id: 'cli.dev.tempdir-default',
    level: 'may',
    says: 'When the program path (argv[0]) starts with the OS temp directory (e.g. /tmp) or the Go build cache directory, the process assumes a development run - --dev defaults to TRUE, --dir defaults to "pb_data" under the current working directory and --publicDir to "./pb_public". Test harnesses that unpack the reference binary under /tmp must pass --dev=false, --dir and --publicDir explicitly.',
    probe:
      'Copy the binary to /tmp/pb/pocketbase and run `/tmp/pb/pocketbase serve` -> SQL statements are printed and pb_data is created in the current directory; from /opt/pb it is created beside the binary.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
