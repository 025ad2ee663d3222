import { Elysia } from 'elysia'
import { ApiError, refusal } from '../../errors.ts'
import { readTarget } from '../read/target.ts'
import type { PublicFiles } from '../static/public-files.ts'
import type { RouteTools } from './tools.ts'

export interface StaticRoutes extends RouteTools {
  readonly publicFiles: PublicFiles
}

/** What no API route took: public files for GET and HEAD, the catch-all for the rest (http.route.no-405). */
export const staticRoutes = ({ publicFiles, respond, incomingOf, quiet }: StaticRoutes) =>
  new Elysia({ name: 'static' })
    .get('/_/*', async ({ request }) => {
      await incomingOf(request)
      throw refusal('fileNotFound')
    })
    .get('/*', async ({ request }) => {
      await incomingOf(request)
      quiet(request)
      const answer = await publicFiles.answer(readTarget(request.url).path, request)
      if (answer === undefined) throw refusal('fileNotFound')
      return respond.other(request, answer)
    })
    .all(
      '/*',
      async ({ request }) => {
        await incomingOf(request)
        throw new ApiError({ kind: 'not-found' })
      },
      { parse: 'none' },
    )
