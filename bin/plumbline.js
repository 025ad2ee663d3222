#!/usr/bin/env node
// Runs the command line with the pinned Bun of this package, so that Node users need to install nothing else.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// In a clone there are the sources, and in the package a bundle that starts in a fraction of the time.
const source = fileURLToPath(new URL('../plumbline.ts', import.meta.url))
const bundle = fileURLToPath(new URL('../dist/bundle/plumbline.js', import.meta.url))
const entry = existsSync(source) ? source : bundle
// One way to find it for the command and for pocket-plumbline/testing; a clone has that as TypeScript only.
const findBun = async () => {
  if (!existsSync(source)) return (await import('../dist/impl/test-server/find-bun.js')).findBun()
  return fileURLToPath(new URL('../node_modules/bun/bin/bun.exe', import.meta.url))
}

const child = spawn(await findBun(), [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
