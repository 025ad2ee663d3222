import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const isExecutable = (path: string): boolean => {
  try {
    const { size, mode } = statSync(path)
    // Where installers run no scripts, the package `bun` holds a short text in the place of its executable.
    return size > 1_000_000 && (process.platform === 'win32' || (mode & 0o111) !== 0)
  } catch {
    return false
  }
}

/** Platform packages that may hold the executable; the first that is there and runs here is the right one. */
const platformPackages = (): readonly string[] => {
  const arch = process.arch === 'arm64' ? 'aarch64' : process.arch
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@oven/bun-${system}-${arch}`
  return [name, `${name}-musl`]
}

/** Path of the executable of the pinned dependency `bun`. Throws when it is not installed. */
const findBun = (): string => {
  const require = createRequire(import.meta.url)
  const own = dirname(require.resolve('bun/package.json'))
  const candidates = [
    join(own, 'bin', 'bun.exe'),
    ...platformPackages().flatMap((name) =>
      ['bun', 'bun.exe'].flatMap((file) => {
        // Beside `bun` and not beside this package, as some installers lay them.
        const beside = join(own, '..', ...name.split('/'), 'bin', file)
        const within = join(own, 'node_modules', ...name.split('/'), 'bin', file)
        return [beside, within]
      }),
    ),
  ]
  const found = candidates.find(isExecutable)
  if (found !== undefined) return found
  throw new Error(
    'pocket-plumbline: the package "bun" has no executable; install again without --omit=optional',
  )
}

/** How the pinned Bun runs a file, before the file's own arguments. */
export const bunCommand = (file: string): readonly [command: string, ...args: string[]] => [
  findBun(),
  file,
]
