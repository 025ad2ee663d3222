import { Elysia } from 'elysia'
import type { AuthUseCases } from '../use-cases.ts'
import { readCollectionPath, type RouteTools } from './tools.ts'

export interface AuthRoutes extends RouteTools {
  readonly auth: AuthUseCases
}

const collectionPath = '/api/collections/:collection'

export const authRoutes = ({ auth, respond, incomingOfCollection }: AuthRoutes) =>
  new Elysia({ name: 'auth' })
    .post(
      `${collectionPath}/auth-with-password`,
      async ({ request }) => {
        const { collection } = readCollectionPath(request)
        const incoming = await incomingOfCollection(request)
        return respond.answer(request, await auth.withPassword(collection, incoming))
      },
      { parse: 'none' },
    )
    .post(
      `${collectionPath}/auth-refresh`,
      async ({ request }) => {
        const { collection } = readCollectionPath(request)
        const incoming = await incomingOfCollection(request)
        return respond.answer(request, await auth.refresh(collection, incoming))
      },
      { parse: 'none' },
    )
    .get(`${collectionPath}/auth-methods`, async ({ request }) => {
      const { collection } = readCollectionPath(request)
      const incoming = await incomingOfCollection(request)
      return respond.answer(request, await auth.methods(collection, incoming))
    })
