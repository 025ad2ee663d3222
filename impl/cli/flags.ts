import type { Command } from 'commander'

/** PocketBase's global flags, accepted before or after the command name (cli.flags.global). */
export interface GlobalFlags {
  readonly dir: string
  readonly publicDir: string
  readonly indexFallback: boolean
  readonly queryTimeout: number
  readonly encryptionEnv: string
}

const toBoolean = (value: string): boolean => !/^(0|f|false)$/i.test(value)

const seconds = (value: string): number => {
  const number = Number(value)
  return Number.isFinite(number) && number > 0 ? number : defaultQueryTimeout
}

const defaultQueryTimeout = 30

/** Flags that take no separate value: Go's form is `--flag` or `--flag=false`, never `--flag false`. */
const booleanFlags = ['dev', 'indexFallback', 'automigrate', 'hooksWatch']

/** Rewrites `--flag` of a boolean flag as `--flag=true`, so that the word after it stays an argument. */
export const normalizeArgs = (args: readonly string[]): string[] =>
  args.map((arg) => (booleanFlags.some((name) => arg === `--${name}`) ? `${arg}=true` : arg))

/**
 * Adds the global flags. Those of PocketBase's JavaScript plugin are accepted, so that scripts written for it keep working,
 * and say that nothing here runs such files.
 */
export const addGlobalFlags = (command: Command): Command =>
  command
    .option('--dir <string>', 'the data directory', 'pb_data')
    .option('--publicDir <string>', 'the directory to serve static files', 'pb_public')
    .option(
      '--indexFallback <bool>',
      'fallback to index.html on a missing static path',
      toBoolean,
      true,
    )
    .option(
      '--queryTimeout <int>',
      'the default SELECT queries timeout in seconds',
      seconds,
      defaultQueryTimeout,
    )
    .option(
      '--encryptionEnv <string>',
      'the env variable with the key that encrypts the settings',
      '',
    )
    .option('--dev <bool>', 'accepted for compatibility', toBoolean, false)
    .option('--hooksDir <string>', 'accepted for compatibility: no JS hooks are run', '')
    .option(
      '--hooksWatch <bool>',
      'accepted for compatibility: no JS hooks are run',
      toBoolean,
      true,
    )
    .option('--hooksPool <int>', 'accepted for compatibility: no JS hooks are run')
    .option('--migrationsDir <string>', 'accepted for compatibility: no JS migrations are run', '')
    .option(
      '--automigrate <bool>',
      'accepted for compatibility: no JS migrations are written',
      toBoolean,
      true,
    )
