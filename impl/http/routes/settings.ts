import { Elysia } from 'elysia'
import type { SettingsUseCases } from '../use-cases.ts'
import { requireSuperuser, type RouteTools } from './tools.ts'

export interface SettingsRoutes extends RouteTools {
  readonly settings: SettingsUseCases
}

export const settingsRoutes = ({ settings, respond, incomingOf }: SettingsRoutes) =>
  new Elysia({ name: 'settings' })
    .get('/api/settings', async ({ request }) => {
      const incoming = await incomingOf(request)
      requireSuperuser(incoming)
      return respond.answer(request, await settings.list(incoming))
    })
    .patch(
      '/api/settings',
      async ({ request }) => {
        const incoming = await incomingOf(request)
        requireSuperuser(incoming)
        return respond.answer(request, await settings.update(incoming))
      },
      { parse: 'none' },
    )
    .post(
      '/api/settings/test/email',
      async ({ request }) => {
        const incoming = await incomingOf(request)
        requireSuperuser(incoming)
        return respond.answer(request, await settings.testEmail(incoming))
      },
      { parse: 'none' },
    )
    .post(
      '/api/settings/test/s3',
      async ({ request }) => {
        const incoming = await incomingOf(request)
        requireSuperuser(incoming)
        return respond.answer(request, await settings.testS3(incoming))
      },
      { parse: 'none' },
    )
    .post(
      '/api/settings/apple/generate-client-secret',
      async ({ request }) => {
        const incoming = await incomingOf(request)
        requireSuperuser(incoming)
        return respond.answer(request, await settings.appleSecret(incoming))
      },
      { parse: 'none' },
    )
