import { expect, test } from 'bun:test'
import { sniff } from './sniff.ts'
import { sniffedBytes } from './sniff-text.ts'
import sniffed from './sniffed.json' with { type: 'json' }

// What PocketBase v0.36.6 wrote beside uploads of these bytes, with the extension it gave them.
test.each(
  sniffed.map(
    ([name = '', base64 = '', mimeType = '', extension = '']) =>
      [name, base64, { mimeType, extension }] as const,
  ),
)('%s is told as PocketBase does', async (_name, base64, found) => {
  expect(await sniff(Buffer.from(base64, 'base64'))).toEqual(found)
})

test('a JSON text that is longer than what is looked at', async () => {
  const head = Buffer.from(`{"a":"${'x'.repeat(sniffedBytes)}`).subarray(0, sniffedBytes)
  expect((await sniff(head)).mimeType).toBe('application/json')
})
