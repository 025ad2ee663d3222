import { aroundDifference } from '../report/around-difference.ts'
import type { Both } from '../generated/pair.ts'
import { Client } from '../harness/client.ts'
import { createLikeness, drawnBesideIds } from '../harness/drawn.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { RunningServer } from '../harness/target.ts'
import type { BenchRequest } from './request.ts'

/** What comparing came to: the bodies that both gave, or why there is nothing to measure. */
export type Compared =
  | { readonly alike: true; readonly bodies: readonly string[] }
  | { readonly alike: false; readonly because: string }

export interface CompareOptions {
  readonly servers: Both<Pick<RunningServer, 'url'>>
  readonly names: Both<string>
  readonly requests: readonly BenchRequest[]
  /** The servers draw ids of what the requests make. */
  readonly drawsIds?: boolean
}

/** Some of the public workload's lists take the real server this long. */
const timeoutMs = 300_000

/**
 * Sends the same requests to both servers, one after the other, and stops at the first that they answer differently (status,
 * content type, body with the order of its keys, after drawn values are named) or that both refuse: the speed of
 * different work, or of none, is not worth measuring.
 */
export const compareAnswers = async ({
  servers,
  names,
  requests,
  drawsIds = false,
}: CompareOptions): Promise<Compared> => {
  const bodies: string[] = []
  for (const request of requests) {
    const [a, b] = await Promise.all([ask(servers.a, request), ask(servers.b, request)])
    const likeness = createLikeness(drawsIds ? undefined : drawnBesideIds)
    // Ids that a request names are known to both, not drawn.
    const asked = JSON.stringify(request)
    likeness.same(asked, asked)
    if (!likeness.same(show(a), show(b))) {
      const shown = likeness.show(show(a), show(b))
      const because = [
        `${a.curl()}`,
        `${names.a}: ${aroundDifference(shown.a, shown.b)}`,
        `${names.b}: ${aroundDifference(shown.b, shown.a)}`,
      ].join('\n')
      return { alike: false, because }
    }
    if (a.status === undefined || a.status >= 400) {
      return { alike: false, because: `both refuse ${a.curl()}\nwith ${show(a)}` }
    }
    bodies.push(b.body)
  }
  return { alike: true, bodies }
}

const ask = (
  { url }: Pick<RunningServer, 'url'>,
  { method, path, token, origin, json }: BenchRequest,
): Promise<Exchange> =>
  new Client({ url, ...(token === undefined ? {} : { token }) }).send(method, path, {
    timeoutMs,
    ...(json === undefined ? {} : { json }),
    ...(origin === undefined ? {} : { headers: { Origin: origin } }),
  })

const show = (answer: Exchange): string =>
  `${answer.status ?? answer.failure} ${answer.header('content-type') ?? 'no content type'} ${answer.body}`
