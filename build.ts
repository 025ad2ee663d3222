import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * `bun run build`: the package in `dist/`. The sources as JavaScript with declarations, in their own folders; what the suite
 * reads beside them; and the server once more as bundles with bytecode, because it starts from them in a fraction of the time.
 */
const root = import.meta.dir
const dist = join(root, 'dist')

/** Someone else's program failed, and has said why. */
class BuildError extends Error {
  override readonly name = 'BuildError'
}

const compile = async (): Promise<void> => {
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  const child = Bun.spawn([tsc, '-p', 'tsconfig.build.json'], { cwd: root })
  if ((await child.exited) !== 0) throw new BuildError(await new Response(child.stdout).text())
}

/** The compiler leaves `./x.ts` in declarations, where nobody else has that file. */
const relativeTs = /(["'])(\.{1,2}\/[^"']+)\.ts\1/g
/** Only ids are of use as types; the sentences are values, and would be half of the package once more. */
const sentenceTypes = /readonly (says|probe|unobservable): "(?:[^"\\]|\\.)*";/g

/** What somebody who imports the package can come to see. */
const doors = ['impl/server', 'impl/test-server/start', 'spec/index', 'conformance/index']

const finishDeclarations = async (): Promise<void> => {
  const reached = new Set<string>()
  const reach = async (path: string): Promise<void> => {
    if (reached.has(path)) return
    reached.add(path)
    const file = Bun.file(path)
    const text = await file.text()
    for (const [, , name = ''] of text.matchAll(relativeTs)) {
      await reach(join(dirname(path), `${name}.d.ts`))
    }
    const finished = text.replace(relativeTs, '$1$2.js$1')
    await file.write(finished.replace(sentenceTypes, 'readonly $1: string;'))
  }
  for (const door of doors) await reach(join(dist, `${door}.d.ts`))
  for await (const path of new Bun.Glob('**/*.d.ts').scan({ cwd: dist, absolute: true })) {
    if (!reached.has(path)) rmSync(path)
  }
}

/** Files that the suite reads at run time, in their places. */
const assets = [
  'conformance/baseline.yml',
  'conformance/kept.txt',
  'conformance/upstream/go.mod',
  'conformance/upstream/go.sum',
  'conformance/upstream/newest/go.mod',
  'conformance/upstream/newest/go.sum',
]

const copyAssets = (): void => {
  for (const name of assets) {
    mkdirSync(dirname(join(dist, name)), { recursive: true })
    cpSync(join(root, name), join(dist, name))
  }
}

const entries = ['plumbline.ts', 'impl/store/reader-process.ts', 'impl/auth/hash-process.ts']

/** Answers the packages whose code is in the bundles. */
const bundle = async (): Promise<ReadonlySet<string>> => {
  const { metafile, outputs } = await Bun.build({
    entrypoints: entries.map((entry) => join(root, entry)),
    outdir: join(dist, 'bundle'),
    naming: '[name].[ext]',
    target: 'bun',
    format: 'cjs',
    bytecode: true,
    // Elysia reads the text of handlers, so names stay.
    minify: { syntax: true, whitespace: true },
    metafile: true,
    define: { isBundled: 'true' },
    plugins: [
      {
        name: 'the suite stays outside',
        setup(build) {
          build.onResolve({ filter: /^\.\/conformance\/main\.ts$/ }, () => ({
            path: '../conformance/main.js',
            external: true,
          }))
        },
      },
    ],
  })
  for (const { path, kind } of outputs) {
    if (kind !== 'bytecode' && (await Bun.file(path).text()).includes(root)) {
      throw new BuildError(`${path} knows the directory that it was built in: ${root}`)
    }
  }
  const inputs = Object.keys(metafile?.inputs ?? {})
  return new Set(
    inputs.flatMap((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
  )
}

const licenceName = /^(licen[cs]e|copying|notice)/i

/** The licences ask that they go along with the code. */
const writeNotices = async (packages: ReadonlySet<string>): Promise<void> => {
  const notices: string[] = []
  for (const name of [...packages].toSorted()) {
    const home = join(root, 'node_modules', name)
    const { version, license } = (await Bun.file(join(home, 'package.json')).json()) as Readonly<
      Record<'version' | 'license', string>
    >
    const files = readdirSync(home).filter((file) => licenceName.test(file))
    const texts = await Promise.all(files.map((file) => Bun.file(join(home, file)).text()))
    notices.push(`${name} ${version} (${license})\n\n${texts.join('\n\n').trim()}\n`)
  }
  await Bun.write(join(dist, 'bundle', 'NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`))
}

const build = async (): Promise<void> => {
  if (existsSync(dist)) rmSync(dist, { recursive: true })
  copyAssets()
  await compile()
  const [packages] = await Promise.all([bundle(), finishDeclarations()])
  await writeNotices(packages)
}

try {
  await build()
} catch (error) {
  if (!(error instanceof BuildError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
