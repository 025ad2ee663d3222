/**
 * `bun run test:package`, after `bun run build`: packs the package, installs it in empty projects, and uses every door of it
 * and its command there: under Bun, and under Node with Vitest, Playwright's test runner and the compiler. The examples are
 * those of the README. One line per step; exit code 1 when one fails.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from './package.json' with { type: 'json' }

const root = import.meta.dir
const home = mkdtempSync(join(tmpdir(), 'plumbline-package-'))
const stepMs = 240_000

interface Run {
  readonly code: number
  /** Both streams, as they came. */
  readonly output: string
}

const run = async (command: readonly string[], cwd: string): Promise<Run> => {
  const log = join(home, `${crypto.randomUUID()}.log`)
  const stream = Bun.file(log)
  const child = Bun.spawn([...command], {
    cwd,
    env: {
      ...process.env,
      PATH: `${join(cwd, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
    },
    stdin: 'ignore',
    stdout: stream,
    stderr: stream,
    timeout: stepMs,
    killSignal: 'SIGKILL',
  })
  const code = await child.exited
  return { code, output: await stream.text() }
}

/** A step that went wrong; the message says how. */
class StepError extends Error {
  override readonly name = 'StepError'
}

/** Fails unless the command ends with exit code 0; answers what it printed. */
const must = async (command: readonly string[], cwd: string): Promise<string> => {
  const { code, output } = await run(command, cwd)
  if (code === 0) return output
  throw new StepError(`${command.join(' ')}: exit code ${code}\n${output}`)
}

const holds = (what: string, is: boolean, seen: unknown): void => {
  if (!is) throw new StepError(`${what}; seen: ${String(seen)}`)
}

/** Exact, so that a new release of one of them cannot break this test by itself. */
const versions = {
  '@playwright/test': '1.65.1',
  '@types/bun': packageJson.devDependencies['@types/bun'],
  '@types/node': '24.19.4',
  pocketbase: packageJson.dependencies.pocketbase,
  typescript: packageJson.devDependencies.typescript,
  vitest: '5.1.2',
} as const

type Dependency = keyof typeof versions

/** The code block of the README that begins with the name of this file. */
const example = async (name: string): Promise<string> => {
  const readme = await Bun.file(join(root, 'README.md')).text()
  const blocks = [...readme.matchAll(/```ts\n(\/\/ (\S+)\n[\s\S]*?)```/g)]
  const code = blocks.find(([, , file]) => file === name)?.[1]
  if (code === undefined) throw new StepError(`README.md has no example "${name}"`)
  return code
}

interface Project {
  readonly name: string
  readonly dependencies: readonly Dependency[]
  readonly files: Readonly<Record<string, string>>
}

const layProject = async (tarball: string, project: Project): Promise<string> => {
  const dir = join(home, project.name)
  mkdirSync(dir)
  const own = {
    name: project.name,
    private: true,
    type: 'module',
    dependencies: {
      [packageJson.name]: `file:${tarball}`,
      ...Object.fromEntries(project.dependencies.map((name) => [name, versions[name]])),
    },
  }
  await Bun.write(join(dir, 'package.json'), JSON.stringify(own))
  for (const [name, text] of Object.entries(project.files)) await Bun.write(join(dir, name), text)
  return dir
}

/** Strict, with the declarations of all libraries checked, too. */
const tsconfig = (types: readonly string[], files: readonly string[]): string =>
  JSON.stringify({
    compilerOptions: {
      ...{ module: 'nodenext', target: 'es2022', strict: true, skipLibCheck: false },
      ...{ noEmit: true, resolveJsonModule: true, exactOptionalPropertyTypes: true, types },
    },
    files,
  })

/** Uses what Node and Bun have both. */
const everywhere = `
import { startServer, type StartOptions, type TestServer } from 'pocket-plumbline/testing'
import { areas, requirementById, requirements, shapes, statusMessages, type Requirement, type RequirementId } from 'pocket-plumbline/spec'
import contract from 'pocket-plumbline/spec/requirements.json' with { type: 'json' }

const id: RequirementId = 'records.list.shape'
// @ts-expect-error no such id
const misspelt: RequirementId = 'records.list.shap'
const entry: Requirement = requirementById(id)
const options: StartOptions = { superuser: { email: 'me@example.com', password: '1234567890' } }
const server: TestServer = await startServer(options)
const answer = await fetch(server.url + '/api/collections', { headers: { Authorization: server.superuser.token } })
const { totalItems } = (await answer.json()) as { totalItems: number }
await server.reset()
await server.stop()
const counts = [requirements.length, contract.requirements.length]
console.log(JSON.stringify({ status: answer.status, totalItems, level: entry.level, counts, areas: areas.length, shapes: Object.keys(shapes).length, notFound: statusMessages[404], misspelt }))
`

const bunOnly = `
import { createServer, type Server } from 'pocket-plumbline'
import { conform, exitCodeOf, judge, registry, resolveTarget, type Case } from 'pocket-plumbline/conformance'

const server: Server = createServer({ dir: ':memory:' })
const { url } = await server.listen({ hostname: '127.0.0.1', port: 0 })
const health = await fetch(url + '/api/health')
await server.stop()
const own: Case = conform('page.defaults', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('answers', await guest.get('/api/health')).status(204)
  },
})
const target = await resolveTarget('reference')
const cases = [own, ...registry.filter((each) => each.id.startsWith('page.'))]
const judged = await judge({ target, cases, seed: 1 })
await target.close()
const verdictOf = (subject: Case) => {
  const found = judged.find((each) => each.case === subject)
  return found?.gap === undefined ? found?.verdict : 'known gap'
}
console.log(JSON.stringify({ status: health.status, own: verdictOf(own), others: cases.slice(1).map(verdictOf), code: exitCodeOf(judged.map(({ verdict }) => verdict), true) }))
`

const lastJson = (output: string): Readonly<Record<string, unknown>> =>
  JSON.parse(output.trim().split('\n').at(-1) ?? '') as Readonly<Record<string, unknown>> // printed by the scripts above

const checkEverywhere = (output: string): void => {
  const { status, totalItems, counts } = lastJson(output)
  const [inCode, inJson] = counts as readonly number[]
  holds('a started server answers its superuser', status === 200 && Number(totalItems) > 0, output)
  holds(
    'the contract is there, as code and as JSON',
    Number(inCode) > 2000 && inCode === inJson,
    output,
  )
}

/** \`plumbline serve\` with a fresh directory: answers, also what a reader process is asked for, and ends when told to. */
const serve = async (dir: string): Promise<void> => {
  const data = join(dir, 'pb_data')
  const bin = join(dir, 'node_modules', '.bin', 'plumbline')
  const version = await must([bin, '--version'], dir)
  holds('--version', version.includes(packageJson.version), version)
  await must([bin, 'superuser', 'upsert', 'me@example.com', '1234567890', '--dir', data], dir)
  const log = Bun.file(join(dir, 'serve.log'))
  await log.write('')
  const child = Bun.spawn([bin, 'serve', '--http', '127.0.0.1:0', '--dir', data], {
    cwd: dir,
    stdout: log,
    timeout: stepMs,
  })
  const findUrl = async () => /Server started at (\S+)/.exec(await log.text())?.[1]
  let url: string | undefined
  while (url === undefined && child.exitCode === null) {
    await Bun.sleep(20)
    url = await findUrl()
  }
  try {
    const signIn = await fetch(`${url ?? ''}/api/collections/_superusers/auth-with-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identity: 'me@example.com', password: '1234567890' }),
    })
    const { token } = (await signIn.json()) as { readonly token: string }
    const filter = encodeURIComponent("email ~ 'example'")
    const list = await fetch(`${url ?? ''}/api/collections/_superusers/records?filter=${filter}`, {
      headers: { Authorization: token },
    })
    const { totalItems } = (await list.json()) as { readonly totalItems: number }
    holds('a search finds the superuser', totalItems === 1, totalItems)
  } finally {
    child.kill('SIGTERM')
  }
  holds('ends when told to', (await child.exited) === 0, child.exitCode ?? child.signalCode)
}

const tarball = { path: '' }
const dirs = { bun: '', node: '' }

const steps: readonly (readonly [name: string, step: () => Promise<void>])[] = [
  [
    'pack',
    async () => {
      const scripts = Object.keys(packageJson.scripts)
      const onInstall = scripts.filter((name) => /^(pre|post)?install$|^prepare/.test(name))
      holds('installing runs no script of ours', onInstall.length === 0, onInstall)
      await must(['npm', 'pack', '--ignore-scripts', '--pack-destination', home], root)
      const name = readdirSync(home).find((file) => file.endsWith('.tgz'))
      tarball.path = join(home, name ?? '')
      const size = (Bun.file(tarball.path).size / 1e6).toFixed(1)
      process.stdout.write(`     ${name ?? ''}, ${size} MB\n`)
    },
  ],
  [
    'install with Bun',
    async () => {
      dirs.bun = await layProject(tarball.path, {
        name: 'with-bun',
        dependencies: ['@types/bun', 'typescript'],
        files: {
          'users.test.ts': await example('users.test.ts'),
          'everywhere.ts': everywhere,
          'bun-only.ts': bunOnly,
          'tsconfig.json': tsconfig(['bun'], ['everywhere.ts', 'bun-only.ts', 'users.test.ts']),
        },
      })
      await must([process.execPath, 'install'], dirs.bun)
    },
  ],
  [
    'Bun: every door',
    async () => {
      checkEverywhere(await must([process.execPath, 'everywhere.ts'], dirs.bun))
      const output = await must([process.execPath, 'bun-only.ts'], dirs.bun)
      const { status, own, others, code } = lastJson(output)
      holds('createServer answers', status === 200, output)
      holds('a wrong claim is broken, and counts', own === 'broken' && code === 1, output)
      const verdicts = new Set(others as readonly string[])
      verdicts.delete('known gap')
      holds('the cases of the suite are kept', [...verdicts].join() === 'kept', output)
    },
  ],
  ['Bun: bun test', async () => void (await must([process.execPath, 'test'], dirs.bun))],
  ['Bun: types', async () => void (await must(['tsc', '-p', '.'], dirs.bun))],
  ['Bun: plumbline serve', () => serve(dirs.bun)],
  [
    'Bun: plumbline check',
    async () => void (await must(['plumbline', 'check', '--only', 'page.', '--strict'], dirs.bun)),
  ],
  [
    'install with npm, no scripts at all',
    async () => {
      dirs.node = await layProject(tarball.path, {
        name: 'with-node',
        dependencies: ['@playwright/test', '@types/node', 'pocketbase', 'typescript', 'vitest'],
        files: {
          'posts.test.ts': await example('posts.test.ts'),
          'posts.spec.ts': await example('posts.spec.ts'),
          'everywhere.ts': everywhere,
          'no-bun.mjs': "import { createServer } from 'pocket-plumbline'\ncreateServer()",
          'no-suite.mjs': "import { registry } from 'pocket-plumbline/conformance'\nregistry",
          'tsconfig.json': tsconfig(['node'], ['everywhere.ts']),
          'vitest.config.ts': "export default { test: { include: ['*.test.ts'] } }",
          'playwright.config.ts': "export default { testMatch: '*.spec.ts' }",
        },
      })
      await must(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'], dirs.node)
    },
  ],
  [
    'Node: types',
    async () =>
      void (await must(['tsc', '-p', '.', '--noEmit', 'false', '--outDir', 'compiled'], dirs.node)),
  ],
  [
    'Node: every door',
    async () => {
      checkEverywhere(await must(['node', 'compiled/everywhere.js'], dirs.node))
      for (const file of ['no-bun.mjs', 'no-suite.mjs']) {
        const { code, output } = await run(['node', file], dirs.node)
        holds('says that it needs Bun', code === 1 && /Error: .*needs Bun;/.test(output), output)
      }
    },
  ],
  ['Node: vitest', async () => void (await must(['vitest', 'run'], dirs.node))],
  ['Node: playwright', async () => void (await must(['playwright', 'test'], dirs.node))],
  ['Node: plumbline serve', () => serve(dirs.node)],
]

let passed = 0
try {
  for (const [name, step] of steps) {
    const started = performance.now()
    const failure = await step().then(
      () => undefined,
      (error: unknown) => error,
    )
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stdout.write(`${failure === undefined ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`)
    if (failure === undefined) passed++
    else
      process.stdout.write(
        `${failure instanceof StepError ? failure.message : Bun.inspect(failure)}\n`,
      )
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.stdout.write(`${passed} passed, ${steps.length - passed} failed\n`)
process.exitCode = passed === steps.length ? 0 : 1
