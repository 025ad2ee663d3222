import { conform } from '../harness/case.ts'

const gzip = { headers: { 'Accept-Encoding': 'gzip' } }
const text = 'x'.repeat(120_000)

export const apiNever = conform('http.gzip.api-never', {
  lane: 'private',
  server: { publicFiles: { 'long.txt': text } },
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'text', type: 'text', max: 200_000 }] })
    await record(made, { text })
    claim('an answer of the API', await guest.send('GET', made.records, gzip))
      .status(200)
      .header('content-encoding', undefined)
      .json('/items/0/text', text)
    claim('a public file', await guest.send('GET', '/long.txt', gzip))
      .status(200)
      .header('content-encoding', undefined)
      .text(text)
  },
})

export const dashboard = conform('http.gzip.dashboard', {
  lane: 'shared',
  async check({ raw, claim }) {
    const ask = (headers: string) =>
      raw(`GET /_/ HTTP/1.1\r\nHost: localhost\r\n${headers}Connection: close\r\n\r\n`)
    const packed = await ask('Accept-Encoding: br, gzip\r\n')
    claim('is compressed when asked', packed.headers.get('content-encoding')).equals('gzip')
    claim('and varies', packed.headers.get('vary')).matches(/Origin.*Accept-Encoding/)
    const plain = await ask('')
    claim('not unasked', plain.headers.get('content-encoding')).equals(null)
    claim('but varies', plain.headers.get('vary')).matches(/Accept-Encoding/)
  },
})
