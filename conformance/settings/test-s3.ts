import { conform } from '../harness/case.ts'
import { startS3Double } from '../probes/s3-double.ts'
import { findFreePort } from '../targets/port.ts'

const path = '/api/settings/test/s3'
const message = 'Failed to test the S3 filesystem.'
const storage = (port: number) => ({
  enabled: true,
  bucket: 'bucket',
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${port}`,
  accessKey: 'access',
  secret: 'secret',
  forcePathStyle: true,
})

export const required = conform('settings.test-s3.filesystem-required', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const blank = { code: 'validation_required', message: 'Cannot be blank.' }
    claim('without a body', await superuser.post(path)).error(400, message, { filesystem: blank })
    claim('empty', await superuser.post(path, { filesystem: '' })).error(400, message, {
      filesystem: blank,
    })
    claim('another word', await superuser.post(path, { filesystem: 'x' })).error(400, message, {
      filesystem: { code: 'validation_in_invalid', message: 'Must be a valid value.' },
    })
  },
})

export const invalidBody = conform('settings.test-s3.invalid-body', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const json = { 'Content-Type': 'application/json' }
    for (const raw of ['{', '[]', '{"filesystem":1}']) {
      claim(raw, await superuser.send('POST', path, { raw, headers: json })).error(
        400,
        'An error occurred while loading the submitted data.',
      )
    }
  },
})

export const disabled = conform('settings.test-s3.disabled', {
  lane: 'private',
  async check({ superuser, claim }) {
    for (const filesystem of ['storage', 'backups']) {
      claim(filesystem, await superuser.post(path, { filesystem })).error(
        400,
        `${message.slice(0, -1)}. Raw error: \nS3 storage filesystem is not enabled.`,
      )
    }
  },
})

export const failure = conform('settings.test-s3.failure', {
  lane: 'private',
  needs: ['loopback-reach'],
  async check({ superuser, accepted, claim, defer }) {
    const upload = /^Failed to test the S3 filesystem\. Raw error: \nfailed to upload a test file: /
    accepted(await superuser.patch('/api/settings', { s3: storage(await findFreePort()) }))
    const closed = await superuser.post(path, { filesystem: 'storage' })
    claim('nobody there', closed).status(400).json('/data', {}).json('/status', 400)
    claim('says what failed', closed.at('/message')).matches(upload)
    const double = startS3Double({ refuse: 'DELETE' })
    defer(() => double.close())
    accepted(await superuser.patch('/api/settings', { s3: storage(double.port) }))
    const refused = await superuser.post(path, { filesystem: 'storage' })
    claim('a file that stays', refused).status(400).json('/data', {})
    claim('says so', refused.at('/message')).matches(
      /^Failed to test the S3 filesystem\. Raw error: \nfailed to delete a test file: /,
    )
  },
})

export const success = conform('settings.test-s3.success', {
  lane: 'private',
  needs: ['loopback-reach'],
  async check({ superuser, accepted, claim, defer }) {
    const double = startS3Double()
    defer(() => double.close())
    accepted(await superuser.patch('/api/settings', { backups: { s3: storage(double.port) } }))
    const answer = await superuser.post(path, { filesystem: 'backups' })
    claim('is empty', answer).success(204)
    const [put, list, remove, ...others] = double.requests
    const key = put?.path.split('/').slice(2).join('/') ?? ''
    claim('puts a file', [put?.method, put?.body]).equals(['PUT', 'test'])
    claim('under such a name', key).matches(/^pb_settings_test_[A-Za-z0-9]{5}\/test\.txt$/)
    claim('lists it', [list?.method, list?.path.replace(/\/$/, '')]).equals(['GET', '/bucket'])
    const query = new URLSearchParams(list?.query)
    claim('by its prefix', [
      query.get('list-type'),
      query.get('max-keys'),
      query.get('prefix'),
    ]).equals(['2', '1000', key.split('/')[0]])
    claim('deletes it', [remove?.method, remove?.path]).equals(['DELETE', put?.path])
    claim(
      'and no more',
      others.map(({ method }) => method),
    ).equals([])
    claim('leaves nothing', double.keys()).equals([])
    claim('the other is not enabled', await superuser.post(path, { filesystem: 'storage' })).status(
      400,
    )
  },
})
