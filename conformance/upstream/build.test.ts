import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findUpstream, requireGo } from './build.ts'

test('the version comes from go.mod and names the place in the cache', () => {
  const { version, binary } = findUpstream('contract')
  expect(version).toBe('0.36.6')
  expect(binary).toEndWith('.cache/upstream/0.36.6/pocketbase')
  expect(findUpstream('newest').version).not.toBe(version)
})

test.each([
  ['no Go', undefined, 'not on PATH: install Go 1.26 or newer from https://go.dev/dl/'],
  ['an old Go', 'go1.19.4', 'is Go 1.19.4, too old: install Go 1.26 or newer'],
])('with %s one line says what to install', async (_title, goVersion, expected) => {
  const bin = mkdtempSync(join(tmpdir(), 'plumbline-go-'))
  try {
    if (goVersion !== undefined) {
      writeFileSync(join(bin, 'go'), `#!/bin/sh\necho ${goVersion}\n`, { mode: 0o755 })
    }
    const refusal = await requireGo(bin, '1.26', { PATH: bin }).catch(String)
    expect(refusal).toContain(expected)
    expect(refusal.split('\n')).toHaveLength(1)
  } finally {
    rmSync(bin, { recursive: true })
  }
})
