/** `bun run check`: every static check of the project, one line each; exit code 1 when one fails. */
const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['types', ['tsc']],
  ['lint', ['eslint', '.']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['dead code', ['knip']],
  [
    'import directions',
    [
      'bun',
      '--bun',
      'node_modules/.bin/depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'spec',
      'impl',
      'conformance',
      'plumbline.ts',
      'build.ts',
      'check.ts',
      'try-package.ts',
    ],
  ],
  ['generated spec', ['bun', 'spec/generate.ts', '--check']],
]

const bin = `${import.meta.dir}/node_modules/.bin`
const env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` }

const run = async (name: string, command: readonly string[]): Promise<boolean> => {
  const started = performance.now()
  const child = Bun.spawn([...command], {
    cwd: import.meta.dir,
    env,
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`)
  if (code !== 0) process.stdout.write(`${out}${err}\n`)
  return code === 0
}

const only = process.argv.slice(2)
const chosen = checks.filter(([name]) => only.length === 0 || only.includes(name))
let passed = 0
for (const [name, command] of chosen) passed += (await run(name, command)) ? 1 : 0
process.stdout.write(`${passed} passed, ${chosen.length - passed} failed\n`)
process.exitCode = passed === chosen.length && chosen.length > 0 ? 0 : 1
