import type { Incoming } from '../request.ts'

/** A request of the server itself or of the owner of the machine: a superuser without a token. */
export const asOwner = (body: Readonly<Record<string, unknown>> = {}): Incoming => ({
  info: {
    method: 'POST',
    context: 'default',
    query: new Map(),
    headers: new Map(),
    auth: undefined,
    now: new Date(),
  },
  isSuperuser: true,
  token: '',
  isForm: false,
  conceal: () => undefined,
  realIp: '',
  body: () => Promise.resolve(new Map(Object.entries(body))),
})
