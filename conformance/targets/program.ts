import { extname, join, resolve } from 'node:path'
import { findUpstream, type UpstreamRelease } from '../upstream/build.ts'

/** The directories of one server. */
export interface ServerDirs {
  readonly dataDir: string
  readonly publicDir: string
  readonly hooksDir: string
  readonly migrationsDir: string
}

/** A server as a command line with PocketBase's commands and flags. */
export interface Program {
  readonly name: string
  /** Executable and the arguments that come before the server's own. */
  readonly command: readonly string[]
  /** Version of the contract that it claims to keep. */
  readonly version: string
  /** Flags of every command. `--flag=value`, so that no value can be taken for a command. */
  flags(dirs: ServerDirs): readonly string[]
}

const root = resolve(import.meta.dir, '../..')

const directoryFlags = ({ dataDir, publicDir }: ServerDirs): readonly string[] => [
  `--dir=${dataDir}`,
  `--publicDir=${publicDir}`,
]

/** Our server, as a process like any other: the suite knows it by its command line only. */
export const referenceProgram = (repository: string = root): Program => ({
  name: 'reference',
  // In the package the sources are JavaScript.
  command: [process.execPath, join(repository, `plumbline${extname(import.meta.path)}`)],
  version: findUpstream('contract').version,
  flags: directoryFlags,
})

/** The real PocketBase, kept quiet: no development mode, no migration files, no hooks but the ones a case lays down. */
export const upstreamProgram = (release: UpstreamRelease): Program => {
  const { binary, version } = findUpstream(release)
  return {
    name: release === 'contract' ? 'upstream' : 'upstream@newest',
    command: [binary],
    version,
    flags: (dirs) => [
      ...directoryFlags(dirs),
      `--hooksDir=${dirs.hooksDir}`,
      `--migrationsDir=${dirs.migrationsDir}`,
      '--dev=false',
      '--automigrate=false',
    ],
  }
}
