import { conform } from '../harness/case.ts'
import { flushed } from '../logs/support.ts'
import { useSmtp } from '../mail/support.ts'
import { mailing, tokenIn } from './mailing.ts'
import { otpOn } from './support.ts'

const json = { 'Content-Type': 'application/json' }

export const notLogged = conform('auth.secrets.not-logged', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { guest, superuser, maker, server, unique, claim, accepted } = context
    const { sink, auth, account, post, nextMail } = await mailing(context, otpOn)
    accepted(await maker.patch('/api/settings', { logs: { minLevel: -4 } }))
    const mailPassword = unique('mail')
    await useSmtp(context, { port: sink.port, username: 'u', password: mailPassword })
    const password = unique('right')
    const next = unique('next')
    const member = await account({ password, passwordConfirm: password })
    const { email } = member
    const wrong = unique('wrong')
    const signIn = (secret: string) =>
      post('auth-with-password', { identity: email, password: secret })
    const token = accepted(await signIn(password)).text('/token')
    const broken = unique('broken')
    await signIn(wrong)
    await guest.send('POST', `${auth.path}/auth-with-password`, {
      raw: `{"identity":"${email}","password":"${broken}`,
      headers: json,
    })
    const owner = guest.withToken(token)
    accepted(await owner.post(`${auth.path}/auth-refresh`))
    await guest.withToken(`${token}x`).post(`${auth.path}/auth-refresh`)
    const wrongCode = unique('code')
    const otpId = accepted(await post('request-otp', { email })).text('/otpId')
    const { text = '' } = await nextMail(email)
    const [code = ''] = /\d{8}/.exec(text) ?? []
    await post('auth-with-otp', { otpId, password: wrongCode })
    accepted(await post('auth-with-otp', { otpId, password: code }))
    const newEmail = `${unique('n')}@example.com`
    accepted(await owner.post(`${auth.path}/request-email-change`, { newEmail }))
    const links: string[] = [tokenIn(await nextMail(newEmail))]
    accepted(await post('request-password-reset', { email }))
    const reset = tokenIn(await nextMail(email))
    links.push(reset)
    for (const link of links) {
      await post('confirm-verification', { token: `${link}x` })
      await post('confirm-email-change', { token: link, password: wrong })
    }
    accepted(
      await post('confirm-password-reset', { token: reset, password: next, passwordConfirm: next }),
    )
    const logs = accepted(await flushed(context, 'confirm-password-reset'))
    claim('there are logs of it', logs.list('/items').length).atLeast(1)
    const all = accepted(await superuser.get('/api/logs', { perPage: '1000' })).body
    const secrets = {
      'the password': password,
      'the next password': next,
      'a wrong password': wrong,
      'a password in a broken body': broken,
      'the password of the mail server': mailPassword,
      'an auth token': token,
      'a code': code,
      'a wrong code': wrongCode,
      'a link of the mail to a new address': links[0] ?? '',
      'a link of the mail that resets': reset,
    }
    const signature = (secret: string) => secret.split('.').at(-1) ?? secret
    const foundIn = (what: string) =>
      Object.entries(secrets)
        .filter(([, secret]) => what.includes(signature(secret)))
        .map(([name]) => name)
    claim('the logs hold none', foundIn(all)).equals([])
    claim('nor does the console', foundIn(server.log())).equals([])
  },
})
