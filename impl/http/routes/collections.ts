import { Elysia } from 'elysia'
import type { HttpRequest } from '../transport/message.ts'
import type { CollectionUseCases } from '../use-cases.ts'
import { readCollectionPath, requireSuperuser, type RouteTools } from './tools.ts'

export interface CollectionRoutes extends RouteTools {
  readonly collections: CollectionUseCases
}

const collectionPath = '/api/collections/:collection'

export const collectionRoutes = ({ collections, respond, incomingOf }: CollectionRoutes) => {
  const superuserRequest = async (request: HttpRequest) => {
    const incoming = await incomingOf(request)
    requireSuperuser(incoming)
    return incoming
  }
  return new Elysia({ name: 'collections' })
    .get('/api/collections', async ({ request }) => {
      const incoming = await superuserRequest(request)
      return respond.answer(request, await collections.list(incoming))
    })
    .post(
      '/api/collections',
      async ({ request }) => {
        const incoming = await superuserRequest(request)
        return respond.answer(request, await collections.create(incoming))
      },
      { parse: 'none' },
    )
    .put(
      '/api/collections/import',
      async ({ request }) => {
        const incoming = await superuserRequest(request)
        return respond.answer(request, await collections.import(incoming))
      },
      { parse: 'none' },
    )
    .get('/api/collections/meta/scaffolds', async ({ request }) => {
      await superuserRequest(request)
      return respond.answer(request, await collections.scaffolds())
    })
    .get(collectionPath, async ({ request }) => {
      const incoming = await superuserRequest(request)
      const { collection } = readCollectionPath(request)
      return respond.answer(request, await collections.view(collection, incoming))
    })
    .patch(
      collectionPath,
      async ({ request }) => {
        const incoming = await superuserRequest(request)
        const { collection } = readCollectionPath(request)
        return respond.answer(request, await collections.update(collection, incoming))
      },
      { parse: 'none' },
    )
    .delete(
      collectionPath,
      async ({ request }) => {
        const incoming = await superuserRequest(request)
        const { collection } = readCollectionPath(request)
        return respond.answer(request, await collections.delete(collection, incoming))
      },
      { parse: 'none' },
    )
    .delete(
      `${collectionPath}/truncate`,
      async ({ request }) => {
        await superuserRequest(request)
        const { collection } = readCollectionPath(request)
        return respond.answer(request, await collections.truncate(collection))
      },
      { parse: 'none' },
    )
}
