import { Elysia } from 'elysia'
import type { RecordUseCases } from '../use-cases.ts'
import { readCollectionPath, type RouteTools } from './tools.ts'

export interface RecordRoutes extends RouteTools {
  readonly records: RecordUseCases
}

const recordsPath = '/api/collections/:collection/records'

export const recordRoutes = ({ records, respond, incomingOfRecord }: RecordRoutes) =>
  new Elysia({ name: 'records' })
    .get(recordsPath, async ({ request }) => {
      const { collection } = readCollectionPath(request)
      const incoming = await incomingOfRecord(request, collection, 'list')
      return respond.answer(request, await records.list(collection, incoming))
    })
    .get(`${recordsPath}/:id`, async ({ request }) => {
      const { collection, id } = readCollectionPath(request)
      const incoming = await incomingOfRecord(request, collection, 'view')
      return respond.answer(request, await records.view(collection, id, incoming))
    })
    .post(
      recordsPath,
      async ({ request }) => {
        const { collection } = readCollectionPath(request)
        await using incoming = await incomingOfRecord(request, collection, 'create')
        return respond.answer(request, await records.create(collection, incoming))
      },
      { parse: 'none' },
    )
    .patch(
      `${recordsPath}/:id`,
      async ({ request }) => {
        const { collection, id } = readCollectionPath(request)
        await using incoming = await incomingOfRecord(request, collection, 'update')
        return respond.answer(request, await records.update(collection, id, incoming))
      },
      { parse: 'none' },
    )
    .delete(
      `${recordsPath}/:id`,
      async ({ request }) => {
        const { collection, id } = readCollectionPath(request)
        const incoming = await incomingOfRecord(request, collection, 'delete')
        return respond.answer(request, await records.delete(collection, id, incoming))
      },
      { parse: 'none' },
    )
