import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateDir } from './private-dir.ts'

/** Data directories of this process alone, one after the other, each a copy of the one that was kept last. */
export interface Copies {
  /** The one in use; empty at first. */
  readonly path: string
  /** Its content is what the next ones begin with. No store may have it open. */
  keep(): void
  /** Removes it; `path` is a new copy. No store may have it open. */
  renew(): void
  /** Removes all of them. */
  remove(): void
}

export const createCopies = (): Copies => {
  const home = createPrivateDir()
  const template = join(home.path, 'template')
  const pathOf = (number: number) => join(home.path, String(number))
  let number = 1
  mkdirSync(template)
  return {
    get path() {
      return pathOf(number)
    },
    keep() {
      rmSync(template, { recursive: true })
      cpSync(pathOf(number), template, { recursive: true })
    },
    renew() {
      const before = pathOf(number)
      // A name of its own, so that whoever still holds the old one never reads the new.
      cpSync(template, pathOf(number + 1), { recursive: true })
      number++
      rmSync(before, { recursive: true, force: true })
    },
    remove() {
      home.remove()
    },
  }
}
