import { expect, test } from 'bun:test'
import { createProgress } from './progress.ts'

/** A stream that keeps what is written. */
const stream = (isTTY: boolean) => {
  const written: string[] = []
  // Only these two members are used.
  const fake = {
    isTTY,
    write: (text: string) => written.push(text),
  } as unknown as NodeJS.WriteStream
  return { written, fake }
}

test('a terminal has one line that is rewritten', () => {
  const { written, fake } = stream(true)
  const progress = createProgress(2, fake)
  progress.step(true)
  progress.step(false)
  progress.end()
  expect(written).toHaveLength(3)
  expect(written[0]).toStartWith('\r\u001b[K1/2 judged, 1 not kept, about ')
  expect(written.join('')).not.toContain('\n')
  expect(written.at(-1)).toBe('\r\u001b[K')
})

test('elsewhere a line is printed every tenth of the way', () => {
  const { written, fake } = stream(false)
  const progress = createProgress(25, fake)
  for (let count = 1; count <= 25; count++) progress.step(false)
  progress.end()
  expect(written).toHaveLength(10)
  expect(written.at(-1)).toStartWith('25/25 judged, 0 not kept, about 0 s left\n')
})
