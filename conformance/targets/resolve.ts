import { CommandLineError } from '../command-line-error.ts'
import type { Need } from '../harness/case.ts'
import { nearest } from '../harness/nearest.ts'
import type { Credentials, RunningServer, Target } from '../harness/target.ts'
import { buildCommandOf, findUpstream, type UpstreamRelease } from '../upstream/build.ts'
import { findChromium } from './chromium.ts'
import { launchedTarget } from './launch.ts'
import { referenceProgram, upstreamProgram } from './program.ts'

const launched = {
  reference: () => launchedTarget(referenceProgram()),
  upstream: () => upstreamTarget('contract'),
  'upstream@newest': () => upstreamTarget('newest'),
} as const satisfies Readonly<Record<string, () => Target>>

const names = Object.keys(launched)

/**
 * The target that a name or URL stands for. Nothing is started yet.
 * @param credentials of a superuser; required for a URL, unused otherwise.
 * @param version of the contract that a server given by its URL keeps; a launched one knows its own.
 * @throws CommandLineError when the name means nothing, the oracle is not built, or credentials are missing.
 */
export const resolveTarget = async (
  spec: string,
  credentials?: Credentials,
  version: string = findUpstream('contract').version,
): Promise<Target> => {
  // hasOwn has just shown that it is one of the keys.
  if (Object.hasOwn(launched, spec)) return launched[spec as keyof typeof launched]()
  const url = readUrl(spec)
  if (url === undefined) {
    throw new CommandLineError(
      `"${spec}" is not a target; did you mean "${nearest(spec, names)}"? Targets are ${names.join(', ')} and http(s) URLs`,
    )
  }
  if (credentials === undefined) {
    throw new CommandLineError(
      'a server given by its URL needs the e-mail and password of a superuser',
    )
  }
  return remoteTarget(url, credentials, version)
}

/** The target that the variables of a test run name: the reference server unless they say otherwise. */
export const targetOfEnvironment = ({
  PLUMBLINE_TARGET: spec = 'reference',
  PLUMBLINE_SUPERUSER_EMAIL: email,
  PLUMBLINE_SUPERUSER_PASSWORD: password,
}: Readonly<Record<string, string | undefined>>): Promise<Target> =>
  resolveTarget(
    spec,
    email === undefined || password === undefined ? undefined : { email, password },
  )

const upstreamTarget = (release: UpstreamRelease): Target => {
  const { isBuilt, version } = findUpstream(release)
  if (isBuilt) return launchedTarget(upstreamProgram(release))
  throw new CommandLineError(
    `PocketBase ${version} is not built yet; run "${buildCommandOf(release)}" once`,
  )
}

const readUrl = (text: string): URL | undefined => {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url : undefined
}

/** A server that runs somewhere already: it is only spoken to, never started, stopped or looked into. */
const remoteTarget = (url: URL, superuser: Credentials, version: string): Target => {
  const base = url.href.replace(/\/+$/, '')
  // The browser is kept to loopback, so it can only visit a server that is there.
  const canBrowse = isLoopback(url.hostname) && findChromium() !== undefined
  const notOurs = (): Promise<never> =>
    Promise.reject(new Error(`${base} was not started here and cannot be stopped or started`))
  const server: RunningServer = {
    url: base,
    superuser,
    log: () => '',
    stop: notOurs,
    kill: notOurs,
    start: notOurs,
    restart: notOurs,
    cli: notOurs,
    close: () => Promise.resolve(),
  }
  return {
    name: base,
    version,
    capabilities: new Set<Need>(canBrowse ? ['browser'] : []),
    launch: () => Promise.resolve(server),
    close: () => Promise.resolve(),
  }
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
