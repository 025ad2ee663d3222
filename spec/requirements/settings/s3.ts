import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of file storage. */
export const s3Settings = [
  {
    id: 'settings.s3.required-when-enabled',
    level: 'must',
    says: 'With s3.enabled true each of bucket, region, endpoint, accessKey and secret is required; with enabled false none is.',
    probe:
      'PATCH {"s3":{"enabled":true}} on a fresh instance -> data.s3 has bucket, region, endpoint, accessKey, secret, each validation_required "Cannot be blank.".',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.s3.endpoint-url',
    level: 'must',
    says: 'A non-empty s3.endpoint must be a URL, also while disabled; the scheme is optional when the host has a dot or a port is given (a plain "localhost" is refused).',
    probe:
      '{"s3":{"endpoint":"test:test:test"}} -> data.s3.endpoint {"code":"validation_is_url","message":"Must be a valid URL."}, "localhost" too; "example.com", "localhost:9000" and "https://localhost:9000" -> 200.',
    basis: 'observed',
  },
  {
    id: 'settings.s3.no-connection-check',
    level: 'must',
    says: 'Saving S3 settings does not contact the endpoint.',
    probe: 'PATCH enabled true with an unreachable endpoint and all fields set -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
