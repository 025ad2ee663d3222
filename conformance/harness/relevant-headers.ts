import type { Exchange } from './exchange.ts'

/** Headers that tell of the connection or the moment. */
const unrelated = new Set([
  ...['date', 'content-length', 'connection', 'keep-alive', 'transfer-encoding'],
  ...['last-modified', 'etag'],
])

/** The headers of an answer that two servers must share, as sorted lines. */
export const relevantHeaders = ({ response }: Exchange): string =>
  [...(response?.headers ?? [])]
    .filter(([name]) => !unrelated.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .toSorted()
    .join('\n')
