import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * The oracle: the real PocketBase, compiled from an ordinary Go dependency (`conformance/upstream/go.mod`, and the newest
 * release beside it) into an ignored cache. Its source is never read; only the running program is watched.
 */
export type UpstreamRelease = 'contract' | 'newest'

export interface UpstreamBuild {
  readonly version: string
  /** Absolute path of the executable, whether or not it has been built. */
  readonly binary: string
  /** Built from exactly the go.mod and go.sum that are checked out now. */
  readonly isBuilt: boolean
}

/** Something on this machine is missing; the message is one line and names the next step. */
export class UpstreamBuildError extends Error {
  override readonly name = 'UpstreamBuildError'
}

const root = resolve(import.meta.dir, '../..')
const program = 'github.com/pocketbase/pocketbase/examples/base'

const moduleDirs = {
  contract: import.meta.dir,
  newest: join(import.meta.dir, 'newest'),
} as const satisfies Record<UpstreamRelease, string>

const buildCommands = {
  contract: 'bun run upstream:build',
  newest: 'bun run upstream:build newest',
} as const satisfies Record<UpstreamRelease, string>

/** The command that builds this release, for messages. */
export const buildCommandOf = (release: UpstreamRelease): string => buildCommands[release]

/** Where a release lives in the cache and whether it is there. Reads only; never builds. */
export const findUpstream = (release: UpstreamRelease): UpstreamBuild => {
  const { version } = readModule(release)
  const binary = join(root, '.cache', 'upstream', version, 'pocketbase')
  const isBuilt =
    existsSync(binary) &&
    existsSync(stampOf(binary)) &&
    readFileSync(stampOf(binary), 'utf8') === fingerprintOf(release)
  return { version, binary, isBuilt }
}

/**
 * Builds a release unless it is there already.
 * @throws UpstreamBuildError when Go is missing or too old, or the compiler refuses.
 */
export const buildUpstream = async (
  release: UpstreamRelease,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<UpstreamBuild> => {
  const found = findUpstream(release)
  if (found.isBuilt) return found
  const moduleDir = moduleDirs[release]
  const go = await requireGo(moduleDir, readModule(release).goVersion, env)
  mkdirSync(dirname(found.binary), { recursive: true })
  // Beside the target, so that the rename is atomic: a second build or a running server never meets half a file.
  const unfinished = `${found.binary}.${process.pid}`
  const flags = `-s -w -X github.com/pocketbase/pocketbase.Version=${found.version}`
  try {
    const build = await run(
      [go, 'build', '-o', unfinished, '-ldflags', flags, program],
      moduleDir,
      {
        ...env,
        CGO_ENABLED: '0',
      },
    )
    if (build.code !== 0) {
      throw new UpstreamBuildError(
        `go build of PocketBase ${found.version} failed: ${build.stderr.trim().split('\n').at(-1)}`,
        { cause: build.stderr },
      )
    }
    renameSync(unfinished, found.binary)
  } finally {
    rmSync(unfinished, { force: true })
  }
  writeFileSync(stampOf(found.binary), fingerprintOf(release))
  return { ...found, isBuilt: true }
}

const stampOf = (binary: string): string => `${binary}.built-from`

const fingerprintOf = (release: UpstreamRelease): string => {
  const hash = createHash('sha256')
  for (const name of ['go.mod', 'go.sum'])
    hash.update(readFileSync(join(moduleDirs[release], name)))
  return hash.digest('hex')
}

const readModule = (release: UpstreamRelease): { version: string; goVersion: string } => {
  const file = join(moduleDirs[release], 'go.mod')
  const text = readFileSync(file, 'utf8')
  const version = /^\s*(?:require\s+)?github\.com\/pocketbase\/pocketbase v(\S+)/m.exec(text)?.[1]
  const goVersion = /^go (\S+)$/m.exec(text)?.[1]
  if (version === undefined || goVersion === undefined) {
    throw new UpstreamBuildError(`${file}: names no version of PocketBase or no Go version`)
  }
  return { version, goVersion }
}

/** The Go command, or an error that says which Go to install. A Go that fetches newer toolchains by itself may do so. */
export const requireGo = async (
  moduleDir: string,
  wanted: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> => {
  const install = `install Go ${wanted} or newer from https://go.dev/dl/`
  const go = Bun.which('go', { PATH: env['PATH'] ?? '' })
  if (go === null) {
    throw new UpstreamBuildError(
      `the real PocketBase is built with Go, which is not on PATH: ${install}`,
    )
  }
  const { stdout } = await run([go, 'env', 'GOVERSION'], moduleDir, env)
  const found = /^go(\d+(?:\.\d+)*)/.exec(stdout.trim())?.[1]
  if (found === undefined || Bun.semver.order(threeParts(found), threeParts(wanted)) < 0) {
    throw new UpstreamBuildError(
      `${go} is Go ${found ?? 'of an unknown version'}, too old: ${install}`,
    )
  }
  return go
}

const threeParts = (version: string): string => `${version}.0.0`.split('.').slice(0, 3).join('.')

const run = async (
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ code: number; stdout: string; stderr: string }> => {
  const child = Bun.spawn([...command], { cwd, env: { ...env }, stdout: 'pipe', stderr: 'pipe' })
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { code, stdout, stderr }
}

const main = async (args: readonly string[]): Promise<number> => {
  const [release = 'contract', ...rest] = args
  if (rest.length > 0 || (release !== 'contract' && release !== 'newest')) {
    process.stderr.write(`usage: ${buildCommands.contract} [newest]\n`)
    return 2
  }
  const started = performance.now()
  try {
    const before = findUpstream(release)
    const { version, binary } = await buildUpstream(release)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stdout.write(
      `PocketBase ${version} ${before.isBuilt ? 'is already built' : `built in ${seconds} s`}: ${binary}\n`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof UpstreamBuildError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
