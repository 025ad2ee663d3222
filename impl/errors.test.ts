import { describe, expect, test } from 'bun:test'
import { apiErrors } from '../spec/errors.ts'
import { refusal } from './errors.ts'

describe('a refusal in the words of the catalogue', () => {
  test('takes its kind from the status of the row', () => {
    expect(refusal('authRequired').refusal).toEqual({
      kind: 'unauthenticated',
      message: apiErrors.authRequired.message,
    })
    expect(refusal('superusersOnly').refusal.kind).toBe('forbidden')
    expect(refusal('missingCollection').refusal.kind).toBe('not-found')
    expect(refusal('otpAttempts').refusal.kind).toBe('too-many')
  })

  test('names fields and cause', () => {
    const fields = { title: { code: 'validation_required', message: 'Cannot be blank.' } }
    const cause = new Error('why')
    const error = refusal('createRecord', { fields, cause })
    expect(error.refusal).toEqual({ kind: 'invalid', message: 'Failed to create record.', fields })
    expect(error.cause).toBe(cause)
    expect(refusal('createRecord', { fields: undefined }).refusal).not.toHaveProperty('fields')
  })

  test('fills the message, and does not compile where a value is missing', () => {
    expect(refusal('authOtherCollection', { values: { collection: 'users' } }).message).toBe(
      'The request requires auth record from users collection.',
    )
    // @ts-expect-error the collection is missing
    refusal('authOtherCollection')
    // @ts-expect-error no caller is to blame for a failure of the server
    expect(() => refusal('storageInit')).toThrow(TypeError)
  })
})
