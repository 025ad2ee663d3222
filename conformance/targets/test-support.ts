import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from './program.ts'

export const miniatureProgram = (): Program => ({
  name: 'miniature',
  command: [process.execPath, join(import.meta.dir, 'miniature-server.ts')],
  version: '0.36.6',
  flags: ({ dataDir, publicDir }) => [`--dir=${dataDir}`, `--publicDir=${publicDir}`],
})

/** A killed process stays listed as a zombie until whoever inherits it takes note, which may last seconds. */
const isRunning = (pid: number): boolean => {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false // no such process
  }
}

/** Resolves when a process has ended; rejects when it is still there after 5 s. */
export const untilGone = async (pid: number): Promise<void> => {
  const deadline = performance.now() + 5_000
  while (isRunning(pid)) {
    if (performance.now() > deadline) throw new Error(`process ${pid} is still there after 5 s`)
    await Bun.sleep(5)
  }
}
