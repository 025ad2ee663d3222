import { Elysia } from 'elysia'
import type { AuthUseCases } from '../use-cases.ts'
import { readCollectionPath, requireSuperuser, type RouteTools } from './tools.ts'

export interface AuthRoutes extends RouteTools {
  readonly auth: AuthUseCases
}

const collectionPath = '/api/collections/:collection'

/** The operations that are sent by POST: the last part of their path, and what rate limits may call them. */
const posted = [
  ['auth-with-password', 'withPassword', ['authWithPassword', 'auth']],
  ['auth-refresh', 'refresh', ['authRefresh']],
  ['request-otp', 'requestOtp', ['requestOTP']],
  ['auth-with-otp', 'withOtp', ['authWithOTP', 'auth']],
  ['request-verification', 'requestVerification', ['requestVerification']],
  ['confirm-verification', 'confirmVerification', ['confirmVerification']],
  ['request-password-reset', 'requestPasswordReset', ['requestPasswordReset']],
  ['confirm-password-reset', 'confirmPasswordReset', ['confirmPasswordReset']],
  ['request-email-change', 'requestEmailChange', ['requestEmailChange']],
  ['confirm-email-change', 'confirmEmailChange', ['confirmEmailChange']],
] as const satisfies readonly (readonly [string, keyof AuthUseCases, readonly string[]])[]

export const authRoutes = ({ auth, respond, incomingOf, incomingOfCollection }: AuthRoutes) => {
  const routes = new Elysia({ name: 'auth' }).get(
    `${collectionPath}/auth-methods`,
    async ({ request }) => {
      const { collection } = readCollectionPath(request)
      const incoming = await incomingOfCollection(request, ['listAuthMethods'])
      return respond.answer(request, await auth.methods(collection, incoming))
    },
  )
  for (const [path, operation, tags] of posted) {
    routes.post(
      `${collectionPath}/${path}`,
      async ({ request }) => {
        const { collection } = readCollectionPath(request)
        const incoming = await incomingOfCollection(request, tags)
        return respond.answer(request, await auth[operation](collection, incoming))
      },
      { parse: 'none' },
    )
  }
  return routes
    .post(
      `${collectionPath}/impersonate/:id`,
      async ({ request }) => {
        const { collection, id } = readCollectionPath(request)
        const incoming = await incomingOf(request)
        requireSuperuser(incoming)
        return respond.answer(request, await auth.impersonate(collection, id, incoming))
      },
      { parse: 'none' },
    )
    .post(
      '/api/files/token',
      async ({ request }) => {
        const incoming = await incomingOf(request)
        return respond.answer(request, await auth.fileToken(incoming))
      },
      { parse: 'none' },
    )
}
