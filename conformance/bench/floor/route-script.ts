import { readFileSync } from 'node:fs'
import { Elysia } from 'elysia'

/**
 * An Elysia route that answers constant bytes: what HTTP costs before anything is done. Run by the bench with the file that
 * holds the body; prints its port and stays until it is killed.
 */
const [file = ''] = process.argv.slice(2)
const body = readFileSync(file)
const headers = { 'content-type': 'application/json' }
const lastHeaders = { ...headers, connection: 'close' }
const answer = ({ request }: { readonly request: Request }) =>
  new Response(body, {
    headers: request.headers.get('connection') === 'close' ? lastHeaders : headers,
  })

const app = new Elysia()
  .get('/api/health', answer)
  .get('/api/collections/:collection/records', answer)
  .get('/api/collections/:collection/records/:id', answer)
  .post('/api/collections/:collection/records', answer)
  .patch('/api/collections/:collection/records/:id', answer)
  .delete('/api/collections/:collection/records/:id', answer)
  .post('/api/collections/:collection/auth-refresh', answer)
  .post('/api/collections/:collection/auth-with-password', answer)
  .post('/api/batch', answer)
  .listen({ hostname: '127.0.0.1', port: 0 })

process.stdout.write(`${app.server?.port}\n`)
