import { Elysia } from 'elysia'
import { readSegments, readTarget } from '../read/target.ts'
import type { CronUseCases } from '../use-cases.ts'
import { requireSuperuser, type RouteTools } from './tools.ts'

export interface CronRoutes extends RouteTools {
  readonly crons: CronUseCases
}

export const cronRoutes = ({ crons, respond, incomingOf }: CronRoutes) =>
  new Elysia({ name: 'crons' })
    .get('/api/crons', async ({ request }) => {
      requireSuperuser(await incomingOf(request))
      return respond.answer(request, await crons.list())
    })
    .post(
      '/api/crons/:id',
      async ({ request }) => {
        requireSuperuser(await incomingOf(request))
        const [, , id = ''] = readSegments(readTarget(request.url).path)
        return respond.answer(request, await crons.run(id))
      },
      { parse: 'none' },
    )
