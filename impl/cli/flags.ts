import type { Command } from 'commander'
import type { AppOptions } from '../app.ts'
import { CommandError } from './command-error.ts'

/** PocketBase's global flags, accepted before or after the command name (cli.flags.global). */
export interface GlobalFlags {
  readonly dir: string
  readonly publicDir: string
  readonly indexFallback: boolean
  readonly queryTimeout: number
  readonly encryptionEnv: string
}

/** The environment of the process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** How the flags open a data directory. The key of the settings is in the environment, where no list of processes shows it. */
export const appOptions = (
  { dir, queryTimeout, encryptionEnv }: GlobalFlags,
  env: Environment,
): Pick<AppOptions, 'dir' | 'queryTimeoutMs' | 'settingsKey'> => ({
  dir,
  queryTimeoutMs: queryTimeout * 1000,
  settingsKey: encryptionEnv === '' ? '' : (env[encryptionEnv] ?? ''),
})

/** Go's words, and its spellings of the two values. */
const boolean =
  (flag: string) =>
  (value: string): boolean => {
    if (/^(1|t|T|true|TRUE|True)$/.test(value)) return true
    if (/^(0|f|F|false|FALSE|False)$/.test(value)) return false
    throw badArgument(flag, value, 'ParseBool')
  }

const integer =
  (flag: string) =>
  (value: string): number => {
    if (!/^[+-]?\d+$/.test(value)) throw badArgument(flag, value, 'ParseInt')
    return Number(value)
  }

const badArgument = (flag: string, value: string, parser: string): CommandError =>
  new CommandError(
    `invalid argument "${value}" for "--${flag}" flag: strconv.${parser}: parsing "${value}": invalid syntax`,
  )

/** 0 and less mean the default (cli.query-timeout). */
const toSeconds = (value: string): number => {
  const seconds = integer('queryTimeout')(value)
  return seconds > 0 ? seconds : defaultQueryTimeout
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
      boolean('indexFallback'),
      true,
    )
    .option(
      '--queryTimeout <int>',
      'the default SELECT queries timeout in seconds',
      toSeconds,
      defaultQueryTimeout,
    )
    .option(
      '--encryptionEnv <string>',
      'the env variable with the key that encrypts the settings',
      '',
    )
    .option('--dev <bool>', 'accepted for compatibility', boolean('dev'), false)
    .option('--hooksDir <string>', 'accepted for compatibility: no JS hooks are run', '')
    .option(
      '--hooksWatch <bool>',
      'accepted for compatibility: no JS hooks are run',
      boolean('hooksWatch'),
      true,
    )
    .option('--hooksPool <int>', 'accepted for compatibility: no JS hooks are run')
    .option('--migrationsDir <string>', 'accepted for compatibility: no JS migrations are run', '')
    .option(
      '--automigrate <bool>',
      'accepted for compatibility: no JS migrations are written',
      boolean('automigrate'),
      true,
    )
