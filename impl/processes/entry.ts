import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

declare global {
  /**
   * Declared by build.ts in a bundle, where `import.meta.url` would be the place of the source on the machine that built it.
   * Asked with `typeof` where a module tells its place, so that no bundle has it.
   */
  const isBundled: true | undefined
}

/** The path of a module that a child process runs, beside the module of this URL. */
export const entryBeside = (moduleUrl: string, name: string): string =>
  fileURLToPath(new URL(`./${name}${extname(moduleUrl)}`, moduleUrl))

/** The path of a module that a child process runs, beside the bundle that this process runs. */
export const entryInBundle = (name: string): string => join(dirname(Bun.main), `${name}.js`)
