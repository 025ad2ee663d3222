import { Elysia } from 'elysia'
import type { AuthUseCases } from '../use-cases.ts'
import { readCollectionPath, requireSuperuser, type RouteTools } from './tools.ts'

export interface AuthRoutes extends RouteTools {
  readonly auth: AuthUseCases
}

const collectionPath = '/api/collections/:collection'

/** The operations that are sent by POST, by the last part of their path. */
const posted = [
  ['auth-with-password', 'withPassword'],
  ['auth-refresh', 'refresh'],
  ['request-otp', 'requestOtp'],
  ['auth-with-otp', 'withOtp'],
  ['request-verification', 'requestVerification'],
  ['confirm-verification', 'confirmVerification'],
  ['request-password-reset', 'requestPasswordReset'],
  ['confirm-password-reset', 'confirmPasswordReset'],
  ['request-email-change', 'requestEmailChange'],
  ['confirm-email-change', 'confirmEmailChange'],
] as const satisfies readonly (readonly [string, keyof AuthUseCases])[]

export const authRoutes = ({ auth, respond, incomingOfCollection }: AuthRoutes) => {
  const routes = new Elysia({ name: 'auth' }).get(
    `${collectionPath}/auth-methods`,
    async ({ request }) => {
      const { collection } = readCollectionPath(request)
      const incoming = await incomingOfCollection(request)
      return respond.answer(request, await auth.methods(collection, incoming))
    },
  )
  for (const [path, operation] of posted) {
    routes.post(
      `${collectionPath}/${path}`,
      async ({ request }) => {
        const { collection } = readCollectionPath(request)
        const incoming = await incomingOfCollection(request)
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
        const incoming = await incomingOfCollection(request)
        requireSuperuser(incoming)
        return respond.answer(request, await auth.impersonate(collection, id, incoming))
      },
      { parse: 'none' },
    )
    .post(
      '/api/files/token',
      async ({ request }) => {
        const incoming = await incomingOfCollection(request)
        return respond.answer(request, await auth.fileToken(incoming))
      },
      { parse: 'none' },
    )
}
