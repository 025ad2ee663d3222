#!/usr/bin/env node
// Runs the command line with the pinned Bun of this package, so that Node users need to install nothing else.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// In a clone there are the sources, and in the package a bundle that starts in a fraction of the time.
const source = fileURLToPath(new URL('../plumbline.ts', import.meta.url))
const bundle = fileURLToPath(new URL('../dist/bundle/plumbline.js', import.meta.url))
// One way to run Bun for the command and for pocket-plumbline/testing; a clone has that as TypeScript only.
const commandOf = async () => {
  if (!existsSync(source)) {
    return (await import('../dist/impl/test-server/bun-command.js')).bunCommand(bundle)
  }
  return [fileURLToPath(new URL('../node_modules/bun/bin/bun.exe', import.meta.url)), source]
}

const [bun, ...args] = await commandOf()
const child = spawn(bun, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
