import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { addServerCommands } from '../main.ts'
import { withTempDir } from '../store/test-support.ts'
import { incoming, withApp } from '../testing/app.ts'
import { CommandError } from './command-error.ts'
import { run } from './testing/process.ts'

// Processes are started; a busy machine takes its time for each.
setDefaultTimeout(30_000)

const password = '1234567890'

/** Command lines in the order of one life, each with what the real server prints to stdout; code 0, nothing on stderr. */
const life: readonly (readonly [line: readonly string[], prints: string])[] = [
  [['create', 'a@b.co', password], 'Successfully created new superuser "a@b.co"!\n'],
  [
    ['create', 'a@b.co', password],
    'Error: failed to create new superuser account: email: Value must be unique.\n',
  ],
  [
    ['create', 'b@b.co', '1234567'],
    'Error: failed to create new superuser account: password: Must be at least 8 character(s).\n',
  ],
  [
    ['create', 'b@b.co', ''],
    'Error: failed to create new superuser account: password: cannot be blank.\n',
  ],
  [['create', 'bad', password], 'Error: missing or invalid email address\n'],
  [['create', '', password], 'Error: missing or invalid email address\n'],
  [['create', 'b@b.co'], 'Error: missing email and password arguments\n'],
  [['create', 'b@b.co', password, 'more'], 'Error: missing email and password arguments\n'],
  [['upsert', 'c@b.co', password], 'Successfully saved superuser "c@b.co"!\n'],
  [['upsert', 'c@b.co', 'another one'], 'Successfully saved superuser "c@b.co"!\n'],
  [
    ['upsert', 'c@b.co', ''],
    'Error: failed to upsert superuser account: password: cannot be blank.\n',
  ],
  [
    ['upsert', 'c@b.co', '123'],
    'Error: failed to upsert superuser account: password: Must be at least 8 character(s).\n',
  ],
  [['update', 'a@b.co', password], 'Successfully changed superuser "a@b.co" password!\n'],
  [
    ['update', 'a@b.co', '12'],
    'Error: failed to change superuser "a@b.co" password: password: Must be at least 8 character(s).\n',
  ],
  [['update', 'zz@b.co', password], 'Error: superuser with email "zz@b.co" doesn\'t exist\n'],
  [['delete', 'bad'], 'Error: invalid or missing email address\n'],
  [['delete'], 'Error: invalid or missing email address\n'],
  [['delete', 'A@B.CO'], 'superuser "A@B.CO" is missing or already deleted\n'],
  [['delete', 'c@b.co', 'more'], 'Successfully deleted superuser "c@b.co"!\n'],
  [
    ['delete', 'a@b.co'],
    'Error: failed to delete superuser "a@b.co": You can\'t delete the only existing superuser.\n',
  ],
  [['otp', 'a@b.co'], 'Error: OTP auth is not enabled for the _superusers collection\n'],
  [['otp', 'zz@b.co'], 'Error: superuser with email "zz@b.co" doesn\'t exist\n'],
  [['otp'], 'Error: invalid or missing email address\n'],
]

/** Runs a line in this process and answers what it prints. */
const printed = async (args: readonly string[]): Promise<string> => {
  let text = ''
  const program = new Command()
  addServerCommands(program, (line) => void (text += `${line}\n`))
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    text += `Error: ${error.message}\n`
  }
  return text
}

test('the superuser commands print what the real server prints', () =>
  withTempDir(async (dir) => {
    for (const [line, prints] of life) {
      const text = await printed(['superuser', ...line, `--dir=${join(dir, 'new', 'deep')}`])
      expect([line, text]).toEqual([line, prints])
    }
  }))

test('a one-time password is printed with its id and time, and only its hash is kept', () =>
  withTempDir(async (dir) => {
    const at = `--dir=${dir}`
    await printed(['superuser', 'create', 'a@b.co', password, at])
    await withApp(
      async ({ useCases }) => {
        const body = { otp: { enabled: true, duration: 200, length: 6 } }
        await useCases.collections.update('_superusers', incoming({ body }))
      },
      { dir },
    )
    const text = await printed(['superuser', 'otp', 'a@b.co', at])
    const pattern =
      /^Successfully created OTP for superuser "a@b\.co":\n├─ Id:    ([a-z0-9]{15})\n├─ Pass:  (\d{6})\n└─ Valid: 200s\n\n$/
    const [, id, code = ''] = pattern.exec(text) ?? []
    await withApp(
      async (app) => {
        const [[kept, hash] = []] = app.rows('SELECT id, password FROM _otps')
        expect(kept).toBe(id ?? null)
        expect(await Bun.password.verify(code, String(hash))).toBe(true)
      },
      { dir },
    )
  }))

test('an error is a line on stdout, and the exit code is 0', () =>
  withTempDir(async (dir) => {
    const stdout = 'Error: missing email and password arguments\n'
    const ended = await run(['superuser', 'create', 'a@b.co', `--dir=${dir}`])
    expect(ended).toEqual({ stdout, stderr: '', code: 0 })
  }))

describe('flags', () => {
  const made = 'Successfully created new superuser "a@b.co"!\n'
  const create = ['superuser', 'create', 'a@b.co', password]

  test.each<[string, (dir: string) => readonly string[], string]>([
    ['before the command', (dir) => ['--dir', dir, ...create], made],
    [
      'between command and sub-command',
      (dir) => ['superuser', '--dir', dir, ...create.slice(1)],
      made,
    ],
    [
      'of two values, bare and before an argument',
      (dir) => ['superuser', 'create', '--dev', 'a@b.co', password, `--dir=${dir}`],
      made,
    ],
    [
      'of two values, spelled',
      (dir) => [...create, `--dir=${dir}`, '--dev=0', '--indexFallback=FALSE'],
      made,
    ],
    [
      'of two values, with a third',
      (dir) => [...create, `--dir=${dir}`, '--dev=maybe'],
      'Error: invalid argument "maybe" for "--dev" flag: strconv.ParseBool: parsing "maybe": invalid syntax\n',
    ],
    [
      'of a number, with a word',
      (dir) => [...create, `--dir=${dir}`, '--queryTimeout=abc'],
      'Error: invalid argument "abc" for "--queryTimeout" flag: strconv.ParseInt: parsing "abc": invalid syntax\n',
    ],
    ['without its value', () => [...create, '--dir'], 'Error: flag needs an argument: --dir\n'],
    ['nobody knows', () => [...create, '--nosuch=1'], 'Error: unknown flag: --nosuch\n'],
    ['nobody knows, short', () => [...create, '-x'], "Error: unknown shorthand flag: 'x' in -x\n"],
  ])('%s', (_, line, stdout) =>
    withTempDir(async (dir) => {
      expect(await run(line(dir))).toEqual({ stdout, stderr: '', code: 0 })
    }),
  )
})

test('a word that is no command is named', async () => {
  const stdout = `Error: unknown command "help" for "plumbline"\nRun 'plumbline --help' for usage.\n`
  expect(await run(['help'])).toEqual({ stdout, stderr: '', code: 0 })
})

test('superuser with a word that is no sub-command shows those it has', async () => {
  const { stdout, stderr, code } = await run(['superuser', 'nosuch'])
  expect(stdout).toMatch(/create[^]*upsert[^]*update[^]*delete[^]*otp/)
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
})

describe('a data directory that cannot be used: one line on stderr, exit code 1', () => {
  const upsert = ['superuser', 'upsert', 'a@b.co', password]
  const serve = ['serve', '--http=127.0.0.1:0']

  test.each<[string, readonly string[], (dir: string) => string, RegExp]>([
    ['a file', upsert, (dir) => file(dir, 'x'), /x: cannot be used as a data directory/],
    ['in /proc', serve, () => '/proc/nope', /nope: cannot be used as a data directory/],
    [
      'one whose data.db is something else',
      serve,
      (dir) => {
        file(dir, 'data.db')
        return dir
      },
      /data\.db: is not a readable SQLite database/,
    ],
  ])('%s', (_, line, place, says) =>
    withTempDir(async (dir) => {
      const { stdout, stderr, code } = await run([...line, `--dir=${place(dir)}`])
      expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
      expect(stderr).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d .+\n$/)
      expect(stderr).toMatch(says)
    }),
  )
})

const file = (dir: string, name: string): string => {
  const path = join(dir, name)
  writeFileSync(path, 'this is not a database')
  return path
}
