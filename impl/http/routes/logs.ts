import { Elysia } from 'elysia'
import { readSegments, readTarget } from '../read/target.ts'
import type { HttpRequest } from '../transport/message.ts'
import type { LogUseCases } from '../use-cases.ts'
import { requireSuperuser, type RouteTools } from './tools.ts'

export interface LogRoutes extends RouteTools {
  readonly logs: LogUseCases
}

export const logRoutes = ({ logs, respond, incomingOf, quiet }: LogRoutes) => {
  const superuserRequest = async (request: HttpRequest) => {
    quiet(request)
    const incoming = await incomingOf(request)
    requireSuperuser(incoming)
    return incoming
  }
  return new Elysia({ name: 'logs' })
    .get('/api/logs', async ({ request }) =>
      respond.answer(request, await logs.list(await superuserRequest(request))),
    )
    .get('/api/logs/stats', async ({ request }) =>
      respond.answer(request, await logs.stats(await superuserRequest(request))),
    )
    .get('/api/logs/:id', async ({ request }) => {
      await superuserRequest(request)
      const [, , id = ''] = readSegments(readTarget(request.url).path)
      return respond.answer(request, await logs.view(id))
    })
}
