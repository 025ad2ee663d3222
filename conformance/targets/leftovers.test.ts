import { expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { untilGone } from './test-support.ts'

interface Started {
  readonly url: string
  readonly dataDir: string
  readonly reader: number
}

const script = join(import.meta.dir, 'leftovers-script.ts')

const firstLine = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true })
    if (text.includes('\n')) break
  }
  return text
}

/** How a run ends -> the exit code or signal that whoever started it must see. */
const endings = [
  ['throw', undefined, 1, null],
  ['reject', undefined, 1, null],
  ['exit', undefined, 3, null],
  ['wait', 'SIGINT', null, 'SIGINT'],
  ['wait', 'SIGTERM', null, 'SIGTERM'],
  ['wait', 'SIGHUP', null, 'SIGHUP'],
] as const

test.each(endings)('leaves nothing after %s %s', async (how, signal, exitCode, signalCode) => {
  const run = Bun.spawn([process.execPath, script, how], { stdout: 'pipe', stderr: 'ignore' })
  // The script above prints this shape.
  const started = JSON.parse(await firstLine(run.stdout)) as Started
  if (signal !== undefined) run.kill(signal)
  await run.exited
  expect([run.exitCode, run.signalCode]).toEqual([exitCode, signalCode])
  await untilGone(started.reader)
  expect(fetch(started.url)).rejects.toThrow()
  expect(existsSync(dirname(dirname(started.dataDir)))).toBe(false)
})
