import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { readMultipart } from './multipart.ts'
import { MultipartError } from './multipart-source.ts'

const type = 'multipart/form-data; boundary=b'
const part = (head: string, content: string) => `--b\r\n${head}\r\n\r\n${content}\r\n`
const named = (name: string) => `Content-Disposition: form-data; name="${name}"`
const end = '--b--\r\n'

async function* inPieces(body: string, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(body)
  const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length]
  for (const [at, place] of places.slice(1).entries()) {
    yield bytes.subarray(places[at], place)
  }
}

const read = (body: string, contentType = type) => readMultipart(contentType, inPieces(body))

test('wherever the bytes are cut, the form is the same', async () => {
  const body =
    part(named('a'), 'one\r\n--bX\r\n-\r\n--') +
    part(`${named('f')}; filename="x.txt"`, 'a file\r\n--c') +
    part(named('é'), '') +
    part(
      `${named('q')}\r\nContent-Transfer-Encoding: quoted-printable`,
      'a=3D \r\nb= \r\nc=4\nd=',
    ) +
    end
  const expected = [
    ['a', 'one\r\n--bX\r\n-\r\n--'],
    ['é', ''],
    ['q', 'a=\r\nbc=4\nd'],
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1000), { maxLength: 12 }), async (cuts) => {
      const { pairs } = await readMultipart(type, inPieces(body, cuts))
      expect(pairs).toEqual(expected as never)
    }),
    { numRuns: 300 },
  )
})

describe('is read', () => {
  test.each([
    ['a preamble', `hello\r\n${part(named('a'), '1')}${end}`, [['a', '1']]],
    ['line feeds alone', '--b\nContent-Disposition: form-data; name=a\n\n1\n--b--\n', [['a', '1']]],
    ['an end without its line end', `${part(named('a'), '1')}--b--`, [['a', '1']]],
    ['what follows the end', `${part(named('a'), '1')}${end}nonsense`, [['a', '1']]],
    ['a part at once behind its head', `--b\r\n${named('a')}\r\n\r\n--b--`, [['a', '']]],
    [
      'a folded field',
      part('Content-Disposition: form-data;\r\n name="a"', '1') + end,
      [['a', '1']],
    ],
    ['an empty file name', part(`${named('a')}; filename=""`, '1') + end, [['a', '1']]],
    [
      'a body that ends within a head',
      `${part(named('a'), '1')}--b\r\n${named('c')}`,
      [['a', '1']],
    ],
    ['a part without a name', part('Content-Disposition: form-data', '1') + end, []],
    ['a part of another disposition', part('Content-Disposition: inline; name=a', '1') + end, []],
  ] as const)('%s', async (_name, body, expected) => {
    expect((await read(body)).pairs).toEqual(expected as never)
  })
})

describe('is refused', () => {
  test.each([
    ['nothing', ''],
    ['no boundary', 'x'],
    ['no end', part(named('a'), '1')],
    ['a field without a colon', part('nonsense', '1') + end],
    ['a control character in a field', part(`${named('a')}\u0001`, '1') + end],
    ['white space before the first field', part(` ${named('a')}`, '1') + end],
    ['a line between parts', `--b\r\n${named('a')}\r\n\r\n1\r\n--b x\r\n${end}`],
    ['a line without an end', 'x'.repeat(10_000)],
  ])('%s', async (_name, body) => {
    const refused = await read(body).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(MultipartError)
  })

  test.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/mixed; boundary=b',
  ])('the type %s', async (contentType) => {
    const refused = await read(end, contentType).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(MultipartError)
  })
})

describe('costs no more than its bytes', () => {
  /** What is read once takes a tenth of it. */
  const deadlineMs = 3000
  const eight = 8 * 1_048_576

  test.each([
    [
      'quoted-printable lines without content',
      part(`${named('a')}\r\nContent-Transfer-Encoding: quoted-printable`, '\n'.repeat(eight)),
    ],
    [
      'a quoted-printable line of white space after another',
      part(
        `${named('a')}\r\nContent-Transfer-Encoding: quoted-printable`,
        `${' '.repeat(4000)}x\n`.repeat(2000),
      ),
    ],
    [
      'quoted-printable escapes',
      part(
        `${named('a')}\r\nContent-Transfer-Encoding: quoted-printable`,
        `${'=41'.repeat(1000)}\n`.repeat(2800),
      ),
    ],
    ['a head of one long field', part(`${named('a')}\r\nX-A: ${'a'.repeat(eight)}`, '')],
    ['line ends that are no boundary', part(named('a'), '\r\n--'.repeat(eight / 4))],
  ])('%s', async (_name, body) => {
    const cuts = Array.from({ length: eight / 65_536 }, (_, n) => n * 65_536)
    const started = performance.now()
    const { pairs } = await readMultipart(type, inPieces(body + end, cuts))
    expect(pairs.map(([name]) => name)).toEqual(['a'])
    expect(performance.now() - started).toBeLessThan(deadlineMs)
  })
})
