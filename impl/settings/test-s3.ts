import { validationItem } from '../../spec/errors.ts'
import { type ApiError, refusal } from '../errors.ts'
import { blank } from '../issues.ts'
import type { Incoming } from '../request.ts'
import { idAlphabet, type Random } from '../values/random.ts'
import { complete, type ObjectShape } from '../values/shape.ts'
import { readOnto } from './body.ts'
import type { Settings } from './shape.ts'

export interface TestS3Context {
  readonly settings: () => Settings
  readonly random: Random
}

const shape = { object: { filesystem: 'string' } } as const satisfies ObjectShape
const empty = complete(shape, {})

type Storage = Settings['s3']

const storageOf = ({ s3, backups }: Settings, name: string): Storage | undefined =>
  name === 'storage' ? s3 : name === 'backups' ? backups.s3 : undefined

const raw = (reason: string, cause?: unknown): ApiError =>
  refusal('testS3Raw', { values: { reason }, cause })

/** Puts, lists and deletes a file in the stored S3 storage (settings.test-s3.*). */
export const testS3 =
  ({ settings, random }: TestS3Context) =>
  async (incoming: Incoming): Promise<undefined> => {
    const { filesystem } = (await readOnto(shape, empty, incoming))(empty)
    const storage = storageOf(settings(), filesystem)
    if (storage === undefined) {
      const issue = filesystem === '' ? blank : validationItem('validation_in_invalid')
      throw refusal('testS3', { fields: { filesystem: issue } })
    }
    if (!storage.enabled) throw raw('S3 storage filesystem is not enabled')
    const client = await openS3(storage)
    const prefix = `pb_settings_test_${random.text(5, idAlphabet)}`
    const key = `${prefix}/test.txt`
    await step('failed to upload a test file', () => client.write(key, 'test'))
    await step('failed to delete a test file', async () => {
      const { contents = [] } = await client.list({ prefix, maxKeys: 1000 })
      for (const found of contents) await client.delete(found.key)
    })
    return undefined
  }

const step = async (failure: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw raw(`${failure}: ${why}`, cause)
  }
}

/** Loaded here: most servers never speak to one. Without a scheme an endpoint is one of TLS. */
const openS3 = async ({
  bucket,
  region,
  endpoint,
  accessKey,
  secret,
  forcePathStyle,
}: Storage): Promise<Bun.S3Client> => {
  const { S3Client } = await import('bun')
  const url = new URL(endpoint.includes('://') ? endpoint : `https://${endpoint}`)
  if (!forcePathStyle) url.hostname = `${bucket}.${url.hostname}`
  return new S3Client({
    bucket,
    region,
    endpoint: url.href.replace(/\/$/, ''),
    accessKeyId: accessKey,
    secretAccessKey: secret,
    virtualHostedStyle: !forcePathStyle,
  })
}
