import { conform } from '../harness/case.ts'

export const smtpWhenEnabled = conform('mail.transport.smtp-when-enabled', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check({ superuser, mailSink, claim }) {
    const sink = await mailSink()
    const sent = await superuser.post('/api/settings/test/email', {
      email: 'a@example.com',
      template: 'verification',
    })
    claim('answers nothing', sent).status(204).empty()
    claim('one message arrived', sink.messages).length(1)
    const [message] = sink.messages
    claim(
      'to the address',
      message?.to?.map(({ address }) => address),
    ).equals(['a@example.com'])
    claim('with its subject', message?.subject).equals('Verify your Acme email')
  },
})
