import { Elysia } from 'elysia'
import { checkDeclaredLength, defaultMaxBodyBytes } from '../read/raw-body.ts'
import type { RouteTools } from './tools.ts'

// The proxies the contract recognises without being told (http.health.possible-proxy-header).
const proxyHeaders = ['CF-Connecting-IP', 'Fly-Client-IP'] as const
const healthy = { message: 'API is healthy.', code: 200 } as const
const forGuests = JSON.stringify({ ...healthy, data: {} })

export const healthRoutes = ({ respond, incomingOf, realIpOf }: RouteTools) =>
  new Elysia({ name: 'health' }).get('/api/health', async ({ request }) => {
    checkDeclaredLength(request.headers, defaultMaxBodyBytes)
    // Nobody but a superuser sees a difference, so guests are not worth an Incoming.
    if (!request.headers.has('authorization')) return respond.answer(request, forGuests)
    const { isSuperuser } = await incomingOf(request)
    if (!isSuperuser) return respond.answer(request, forGuests)
    const possibleProxyHeader = proxyHeaders.find((name) => request.headers.get(name)) ?? ''
    // Keys as the contract orders them; no backup can be under way yet.
    const data = { canBackup: true, possibleProxyHeader, realIP: realIpOf(request) }
    return respond.answer(request, JSON.stringify({ ...healthy, data }))
  })
