#!/usr/bin/env node
// Runs the command line with the pinned Bun of this package, so that Node users need to install nothing else.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const bun = createRequire(import.meta.url).resolve('bun/bin/bun.exe')
const entry = fileURLToPath(new URL('../plumbline.ts', import.meta.url))
const child = spawn(bun, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
