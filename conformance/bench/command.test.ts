import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'

const root = join(import.meta.dir, '../..')
/** Loading the whole suite takes a second or two where many things run at once. */
const deadlineMs = 30_000

/** Runs the real command line where no other program can be found. */
const bench = async (...args: readonly string[]) => {
  const child = Bun.spawn([process.execPath, 'plumbline.ts', 'bench', ...args], {
    cwd: root,
    env: { ...process.env, PATH: '' },
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

describe('plumbline bench', () => {
  test.each([
    [['nothing-like-it'], /^plumbline: "nothing-like-it" is not a scenario; did you mean ".*\n$/],
    [['health', '--rounds', '0'], /^plumbline: "0" is not a whole number above zero\n$/],
    [['health'], /^plumbline: (the load generator wrk is not on PATH|.*only Linux has).*\n$/],
  ] as const)(
    'exits with 2 and one line for what cannot be measured: %j',
    async (args, line) => {
      const { code, stdout, stderr } = await bench(...args)
      expect(stderr).toMatch(line)
      expect(stdout).toBe('')
      expect(code).toBe(2)
    },
    deadlineMs,
  )

  test(
    'lists what there is to measure',
    async () => {
      const { code, stdout } = await bench('--list', 'view', 'start-up')
      expect(stdout).toMatch(/^view {6}view one of 10,000 records\nstart-up {2}start, .*\n$/)
      expect(code).toBe(0)
    },
    deadlineMs,
  )
})
