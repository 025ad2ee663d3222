import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Test S3 storage connection' } as const

/** Testing the S3 connection. */
export const testS3Settings = [
  {
    id: 'settings.test-s3.filesystem-required',
    level: 'must',
    says: 'POST /api/settings/test/s3 needs filesystem "storage" or "backups".',
    probe:
      'Empty body -> 400 {"data":{"filesystem":{"code":"validation_required","message":"Cannot be blank."}},"message":"Failed to test the S3 filesystem.","status":400}; {"filesystem":"x"} -> code validation_in_invalid "Must be a valid value.".',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.test-s3.invalid-body',
    level: 'should',
    says: 'Unparsable bodies give 400 "An error occurred while loading the submitted data." with data {}.',
    probe: 'Body "{" -> that error.',
    basis: 'observed',
  },
  {
    id: 'settings.test-s3.disabled',
    level: 'must',
    says: 'A valid filesystem whose stored S3 config is disabled gives 400 with data {} and a raw error on a second line.',
    probe:
      '{"filesystem":"storage"} on a fresh instance -> 400, message "Failed to test the S3 filesystem. Raw error: \\nS3 storage filesystem is not enabled.".',
    basis: 'observed',
  },
  {
    id: 'settings.test-s3.failure',
    level: 'must',
    says: 'Connection or permission problems give 400 with data {} and message starting "Failed to test the S3 filesystem. Raw error: \\n" followed by "failed to upload a test file: ..." or "failed to delete a test file: ...".',
    probe:
      'S3 enabled against a closed port -> 400 with message matching ^Failed to test the S3 filesystem\\. Raw error: \\nfailed to upload a test file: .',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.test-s3.success',
    level: 'must',
    says: 'On success the answer is 204 with no body. The stored settings (not submitted ones) are used: the object pb_settings_test_<5 alnum>/test.txt with content "test" is put, then listed by prefix and deleted.',
    probe:
      'Fake S3: POST {"filesystem":"backups"} -> 204; the fake saw PUT, GET ?list-type=2&max-keys=1000&prefix=pb_settings_test_xxxxx, DELETE.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
