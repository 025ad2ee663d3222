/** One request of a workload; complete, so that it can be sent to any server with the same data. */
export interface BenchRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** From `/api/` on; may have a query. */
  readonly path: string
  readonly token?: string
  /** As a browser tells it. */
  readonly origin?: string
  readonly json?: unknown
}

export type Query = Readonly<Record<string, string | number>>

/** A path with a query, percent-encoded. */
export const withQuery = (path: string, query: Query): string => {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  )
  return `${path}?${pairs.join('&')}`
}

/** Path of a collection's records, or of one of them. */
export const recordsPath = (collection: string, id?: string): string =>
  `/api/collections/${collection}/records${id === undefined ? '' : `/${id}`}`
