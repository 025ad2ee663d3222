import type { Requirement } from '../../requirement.ts'

/** `http.client.*`: what the official client does with the API, as a whole. */
export const clientHttp = [
  {
    id: 'http.client.sdk-session',
    level: 'must',
    says: 'The official JavaScript SDK can sign a superuser in, create a collection, and create, list, update, find and delete records.',
    probe:
      'authWithPassword, collections.create, create, getList, update, getFirstListItem, getFullList, delete -> each resolves with what the calls before it wrote.',
    basis: 'observed',
  },
  {
    id: 'http.client.sdk-in-browser',
    level: 'must',
    says: 'A page of another origin can use the official JavaScript SDK against the server from a browser.',
    probe:
      'A page served from another loopback port creates a record and lists it with the SDK -> it shows the title of the record.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
