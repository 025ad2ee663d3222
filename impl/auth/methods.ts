import type { AuthOptions } from '../collections/auth-options.ts'
import type { RecordContext } from '../records/context.ts'
import type { Incoming } from '../request.ts'
import { authOptionsOf, requireAuthCollection } from './collection.ts'

type Timed = Pick<AuthOptions['otp'], 'enabled' | 'duration'>

/** The ways to sign in that this server offers for a collection; OAuth2 is not among them yet (auth.methods.shape). */
export const authMethods =
  ({ collections }: RecordContext) =>
  (nameOrId: string, _incoming: Incoming): Promise<string> => {
    const collection = requireAuthCollection(collections, nameOrId)
    const { passwordAuth, mfa, otp } = authOptionsOf(collection)
    const identityFields = passwordAuth.enabled ? passwordAuth.identityFields : []
    const timed = ({ enabled, duration }: Timed) => ({
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
