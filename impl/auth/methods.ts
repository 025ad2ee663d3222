import type { RecordContext } from '../records/context.ts'
import type { Incoming } from '../request.ts'
import { requireAuthCollection } from './collection.ts'

interface MethodOptions {
  readonly passwordAuth: { readonly enabled: boolean; readonly identityFields: readonly string[] }
  readonly mfa: { readonly enabled: boolean; readonly duration: number }
  readonly otp: { readonly enabled: boolean; readonly duration: number }
}

/** The ways to sign in that this server offers for a collection; OAuth2 is not among them yet (auth.methods.shape). */
export const authMethods =
  ({ collections }: RecordContext) =>
  (nameOrId: string, _incoming: Incoming): Promise<string> => {
    const { options } = requireAuthCollection(collections, nameOrId)
    // Compiled auth collections always carry their options (facts "data-layout", section 5).
    const { passwordAuth, mfa, otp } = options as unknown as MethodOptions
    const identityFields = passwordAuth.enabled ? passwordAuth.identityFields : []
    const timed = ({ enabled, duration }: MethodOptions['otp']) => ({
      enabled,
      duration: enabled ? duration : 0,
    })
    return Promise.resolve(
      JSON.stringify({
        password: { identityFields, enabled: passwordAuth.enabled },
        oauth2: { providers: [], enabled: false },
        mfa: timed(mfa),
        otp: timed(otp),
        authProviders: null,
        usernamePassword: identityFields.includes('username'),
        emailPassword: identityFields.includes('email'),
      }),
    )
  }
