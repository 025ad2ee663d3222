import { conform } from '../harness/case.ts'
import { flushed } from '../logs/support.ts'
import { changeSettings } from '../settings/support.ts'

const path = '/api/health'
const realIp = '/data/realIP'

export const untrusted = conform('http.proxy.default-untrusted', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Fly-Client-IP', 'Forwarded']) {
      const answer = await superuser.send('GET', path, { headers: { [name]: '192.0.2.9' } })
      claim(name, answer).json(realIp, '127.0.0.1')
    }
  },
})

export const headerOrder = conform('http.proxy.header-order', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const headers = ['x-real-IP', 'X-Forwarded-For']
    await changeSettings({ maker, defer }, { trustedProxy: { headers } })
    const ask = (sent: Readonly<Record<string, string>>) =>
      superuser.send('GET', path, { headers: sent })
    const both = { 'X-Real-IP': '192.0.2.1', 'X-Forwarded-For': '192.0.2.2' }
    claim('the first', await ask(both)).json(realIp, '192.0.2.1')
    claim('the next when it has none', await ask({ ...both, 'X-Real-IP': 'bad' })).json(
      realIp,
      '192.0.2.2',
    )
    claim('the peer when none has', await ask({ 'X-Real-IP': 'bad' })).json(realIp, '127.0.0.1')
    claim('the peer without them', await ask({})).json(realIp, '127.0.0.1')
  },
})

export const rightmost = conform('http.proxy.rightmost', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const ask = (value: string) =>
      superuser.send('GET', path, { headers: { 'X-Forwarded-For': value } })
    const list = '192.0.2.4, invalid,192.0.2.5,192.0.2.6,invalid'
    const headers = ['X-Forwarded-For']
    const change = (useLeftmostIP: boolean) =>
      changeSettings({ maker, defer }, { trustedProxy: { headers, useLeftmostIP } })
    await change(false)
    claim('from the right', await ask(list)).json(realIp, '192.0.2.6')
    claim('trimmed', await ask('192.0.2.4 ,  192.0.2.5  ')).json(realIp, '192.0.2.5')
    for (const bad of ['192.0.2.4:80', '[::1]', '192.0.2', '0x7f.0.0.1', '01.1.1.1']) {
      claim(`${bad} is none`, await ask(bad)).json(realIp, '127.0.0.1')
    }
    await change(true)
    claim('from the left', await ask(list)).json(realIp, '192.0.2.4')
  },
})

export const lastLine = conform('http.proxy.last-line', {
  lane: 'exclusive',
  async check({ superuser, maker, raw, claim, defer }) {
    const headers = ['X-Forwarded-For']
    const change = (useLeftmostIP: boolean) =>
      changeSettings({ maker, defer }, { trustedProxy: { headers, useLeftmostIP } })
    const ask = async (...lines: readonly string[]) => {
      const answer = await raw(
        [
          `GET ${path} HTTP/1.1`,
          'Host: localhost',
          'Connection: close',
          `Authorization: ${superuser.token}`,
          ...lines.map((line) => `X-Forwarded-For: ${line}`),
          '\r\n',
        ].join('\r\n'),
      )
      return (JSON.parse(answer.text) as { readonly data: { readonly realIP: string } }).data.realIP
    }
    await change(false)
    claim('from the right', await ask('192.0.2.1', '192.0.2.2')).equals('192.0.2.2')
    claim('no earlier one', await ask('192.0.2.1', 'bad')).equals('127.0.0.1')
    await change(true)
    claim('from the left', await ask('192.0.2.1', '192.0.2.2,192.0.2.3')).equals('192.0.2.2')
  },
})

export const expanded = conform('http.proxy.ipv6-expanded', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { trustedProxy: { headers: ['X-Real-IP'] } })
    const addresses = {
      '2001:db8::1': '2001:0db8:0000:0000:0000:0000:0000:0001',
      '::1': '0000:0000:0000:0000:0000:0000:0000:0001',
      'ABCD::1': 'abcd:0000:0000:0000:0000:0000:0000:0001',
      '::ffff:1.2.3.4': '0000:0000:0000:0000:0000:ffff:0102:0304',
      'fe80::1%eth0': 'fe80:0000:0000:0000:0000:0000:0000:0001%eth0',
      'fe80::1%en_0%a': 'fe80:0000:0000:0000:0000:0000:0000:0001%en_0%a',
      '192.0.2.1': '192.0.2.1',
    }
    for (const [sent, printed] of Object.entries(addresses)) {
      const answer = await superuser.send('GET', path, { headers: { 'X-Real-IP': sent } })
      claim(sent, answer).json(realIp, printed)
    }
  },
})

export const usedBy = conform('http.proxy.used-by', {
  lane: 'private',
  async check(context) {
    const { guest, maker, unique, claim, defer } = context
    await changeSettings({ maker, defer }, { trustedProxy: { headers: ['X-Real-IP'] } })
    const mark = unique('mark')
    const headers = { 'X-Real-IP': '192.0.2.8' }
    claim('is well', await guest.send('GET', path, { headers, query: { mark } })).status(200)
    claim('both are logged', await flushed(context, mark))
      .json('/items/0/data/userIP', '192.0.2.8')
      .json('/items/0/data/remoteIP', '127.0.0.1')
  },
})
