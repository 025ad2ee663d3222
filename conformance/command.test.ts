import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { closeServers, serve, signedIn } from './harness/test-support.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-check-'))
})
afterAll(() => rmSync(directory, { recursive: true }))
afterEach(closeServers)

/** Loading the whole suite takes a second or two where many things run at once. */
const deadlineMs = 30_000

const root = join(import.meta.dir, '..')

/** Runs the real command line, for its exit code is what a CI job sees. */
const plumbline = async (...args: readonly string[]) => {
  const child = Bun.spawn([process.execPath, 'plumbline.ts', ...args], {
    cwd: root,
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.text(),
    child.stderr.text(),
    child.exited,
  ])
  return { stdout, stderr, code }
}

const one = 'http.health.fields'

/** A server that keeps, or does not keep, the one sentence that it is asked about. */
const checkOf = (body: unknown, reports: string, ...flags: readonly string[]) => {
  const { url } = serve(signedIn(() => Response.json(body)))
  const chosen = ['--superuser', 'a@example.com:b', '--only', one, '--reports', reports]
  return plumbline('check', url, ...chosen, ...flags)
}

describe('plumbline check', () => {
  test(
    'exits with 0 for a server that keeps the contract, and writes both reports of a part',
    async () => {
      const reports = join(directory, 'kept')
      const { code, stdout, stderr } = await checkOf({ code: 200 }, reports, '--seed', '7')
      expect(stderr).toBe('')
      expect(stdout).toContain('with 1 cases, --seed 7\n')
      expect(stdout).toEndWith('1 passed, 0 failed\n')
      expect(code).toBe(0)
      expect(readdirSync(join(reports, 'part')).map(extname).toSorted()).toEqual(['.jsonl', '.xml'])
    },
    deadlineMs,
  )

  test(
    'exits with 1 for one that does not, and tells how to see it again',
    async () => {
      const { code, stdout } = await checkOf({ code: 500 }, join(directory, 'broken'))
      expect(stdout).toContain(`BROKEN ${one} (must)\n`)
      expect(stdout).toContain("  curl --include --globoff -X 'GET'")
      expect(stdout).toEndWith('0 passed, 1 failed\n')
      expect(code).toBe(1)
    },
    deadlineMs,
  )

  test(
    'exits with 3 when the reports cannot be written: nobody has a verdict then',
    async () => {
      const file = join(directory, 'a-file')
      writeFileSync(file, '')
      const { code, stderr } = await checkOf({ code: 200 }, join(file, 'below'))
      expect(stderr).toContain('the suite itself failed: ')
      expect(stderr).toContain(file)
      expect(code).toBe(3)
    },
    deadlineMs,
  )

  test.each([
    [['check', '--stict'], 'plumbline: unknown flag: --stict\n'],
    [['check', '--only', 'nothing'], 'plumbline: no case begins with "nothing"\n'],
    [['check', '--repeat', '0'], 'plumbline: "0" is not a whole number above zero\n'],
    [['check', '--seed'], 'plumbline: flag needs an argument: --seed\n'],
    [['check', 'upstream', 'reference'], /^plumbline: too many arguments for 'check'.*\n$/],
    [['fuzz'], /^plumbline: missing required argument 'subject'\n$/],
  ] as const)(
    'exits with 2 for what cannot be followed: %j',
    async (args, line) => {
      const { code, stdout, stderr } = await plumbline(...args)
      if (typeof line === 'string') expect(stderr).toBe(line)
      else expect(stderr).toMatch(line)
      expect(stdout).toBe('')
      expect(code).toBe(2)
    },
    deadlineMs,
  )
})

describe('a command of the suite', () => {
  /** What a process does whose command is `work`, written in TypeScript. */
  const running = (work: string) => {
    const path = join(import.meta.dir, 'run-command.ts')
    const script = `import { runCommand } from ${JSON.stringify(path)}; await runCommand(async () => { ${work} })`
    const { stderr, exitCode } = Bun.spawnSync([process.execPath, '-e', script])
    return { stderr: stderr.toString(), exitCode }
  }

  test('ends with the code that it answers', () => {
    expect(running('return 1')).toEqual({ stderr: '', exitCode: 1 })
  })

  test.each([
    ['throws', 'throw new Error("of ours")'],
    ['leaves a rejection behind', 'void Promise.reject(new Error("of ours")); return 0'],
    ['throws from a timer', 'setTimeout(() => { throw new Error("of ours") }); return 0'],
    [
      'meets a stray one and goes on',
      'const met = new Promise((go) => process.once("unhandledRejection", go)); void Promise.reject(new Error("of ours")); await met; return 0',
    ],
  ])('that %s ends with 3', (_name, work) => {
    const { stderr, exitCode } = running(work)
    expect(stderr).toContain('the suite itself failed: Error: of ours')
    expect(exitCode).toBe(3)
  })
})
