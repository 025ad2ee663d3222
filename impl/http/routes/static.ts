import { Elysia } from 'elysia'
import { ApiError, refusal } from '../../errors.ts'
import { checkDeclaredLength, defaultMaxBodyBytes } from '../read/raw-body.ts'
import { readTarget } from '../read/target.ts'
import type { PublicFiles } from '../static/public-files.ts'
import type { RouteTools } from './tools.ts'

export interface StaticRoutes extends RouteTools {
  readonly publicFiles: PublicFiles
}

/** What no API route took: public files for GET and HEAD, the catch-all for the rest (http.route.no-405). */
export const staticRoutes = ({ publicFiles, respond }: StaticRoutes) =>
  new Elysia({ name: 'static' })
    .get('/_/*', () => {
      throw refusal('fileNotFound')
    })
    .get('/*', async ({ request }) => {
      checkDeclaredLength(request.headers, defaultMaxBodyBytes)
      const answer = await publicFiles.answer(readTarget(request.url).path, request)
      if (answer === undefined) throw refusal('fileNotFound')
      return respond.other(request, answer)
    })
    .all(
      '/*',
      ({ request }) => {
        checkDeclaredLength(request.headers, defaultMaxBodyBytes)
        throw new ApiError({ kind: 'not-found' })
      },
      { parse: 'none' },
    )
