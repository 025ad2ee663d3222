import { Elysia } from 'elysia'
import { readHeader } from '../read/client-ip.ts'
import type { RouteTools } from './tools.ts'

// The proxies the contract recognises without being told (http.health.possible-proxy-header).
const proxyHeaders = ['CF-Connecting-IP', 'Fly-Client-IP'] as const
const healthy = { message: 'API is healthy.', code: 200 } as const
const forGuests = JSON.stringify({ ...healthy, data: {} })

export const healthRoutes = ({ respond, incomingOf, realIpOf, trustedHeaders }: RouteTools) =>
  new Elysia({ name: 'health' }).get('/api/health', async ({ request }) => {
    const { isSuperuser } = await incomingOf(request)
    if (!isSuperuser) return respond.answer(request, forGuests)
    const { headers } = request
    const possibleProxyHeader =
      [...trustedHeaders(), ...proxyHeaders].find((name) => readHeader(headers, name)) ?? ''
    // Keys as the contract orders them; no backup can be under way yet.
    const data = { canBackup: true, possibleProxyHeader, realIP: realIpOf(request) }
    return respond.answer(request, JSON.stringify({ ...healthy, data }))
  })
