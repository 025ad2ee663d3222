import { conform } from '../harness/case.ts'
import { blank, Issue, valueCase } from './support.ts'

const url = { type: 'url' }
const invalid = new Issue('validation_invalid_url', 'Must be a valid url.')
const barred = new Issue('validation_url_domain_not_allowed', 'Url domain is not allowed.')

const valid = [
  'https://example.com/a?b=c#d',
  'http://localhost:8080',
  'http://a',
  'example.com',
  '127.0.0.1:8090',
  'ftp://example.com',
  'tcp://example.com:80',
  'udp://example.com',
  'ws://example.com',
  'wss://example.com',
  'http://user:pw@host.com',
  'http://[::1]:80/',
  'https://b\u00fccher.example/\u00fc',
]

const wrong = [
  'abc',
  'a.b',
  'https://',
  'ssh://a.com',
  '://x',
  ' https://example.com',
  'https://example.com ',
  'https://exa mple.com',
  'http://.com',
  '.example.com',
  'javascript:alert(1)',
  'http://example.com:123456',
  `http://example.com/${'a'.repeat(2083)}`,
]

export const format = valueCase(
  'values.url.format',
  [
    url,
    [
      ...valid.map((text) => [text, text] as const),
      ['', ''],
      [null, ''],
      ...wrong.map((text) => [text, invalid] as const),
      [12345, invalid],
    ],
  ],
  [
    { ...url, required: true },
    [
      ['http://a', 'http://a'],
      ['', blank],
    ],
  ],
)

export const domains = valueCase(
  'values.url.domains',
  [
    { ...url, onlyDomains: ['example.com'] },
    [
      ['https://example.com/x', 'https://example.com/x'],
      ['', ''],
      ['https://example.com:8080', barred],
      ['https://www.example.com', barred],
      ['https://Example.com', barred],
      ['example.com', barred],
    ],
  ],
  [
    { ...url, exceptDomains: ['example.com'] },
    [
      ['example.com', 'example.com'],
      ['https://www.example.com', 'https://www.example.com'],
      ['https://example.com', barred],
    ],
  ],
)

export const domainsIpPortNoScheme = conform('values.url.domains-ip-port-no-scheme', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({
      fields: [{ name: 'f', ...url, onlyDomains: ['example.com'] }],
    })
    const control = await guest.post(records, { f: 'https://example.com' })
    const answer = refused(control, await guest.post(records, { f: '127.0.0.1:8090' }))
    claim('is refused one way or the other', [400, 500]).includes(answer.status)
    claim('nothing is stored', await guest.get(records)).json('/totalItems', 1)
  },
})
