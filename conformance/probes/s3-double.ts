/** A request that an S3 client made. */
export interface S3Request {
  readonly method: string
  /** `/bucket/key` */
  readonly path: string
  /** Without the question mark. */
  readonly query: string
  readonly body: string
}

export interface S3Double extends Disposable {
  readonly port: number
  readonly requests: readonly S3Request[]
  /** Keys of what is stored, without the bucket. */
  keys(): readonly string[]
  close(): Promise<void>
}

export interface S3DoubleOptions {
  /** Requests of this method are refused with 403. */
  readonly refuse?: string
}

const xml = (body: string, status = 200): Response =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, {
    status,
    headers: { 'Content-Type': 'application/xml' },
  })

/** As much of S3, path style, as a client needs to put, list, get and delete objects. Looks at no signature. */
export const startS3Double = ({ refuse }: S3DoubleOptions = {}): S3Double => {
  const requests: S3Request[] = []
  const objects = new Map<string, string>()

  const list = (prefix: string): Response => {
    const found = [...objects].filter(([key]) => key.startsWith(prefix))
    const contents = found.map(
      ([key, body]) =>
        `<Contents><Key>${Bun.escapeHTML(key)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"x"</ETag><Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    )
    return xml(
      `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix>${Bun.escapeHTML(prefix)}</Prefix><KeyCount>${found.length}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
    )
  }

  const answer = (request: S3Request): Response => {
    const { method, path, query, body } = request
    if (method === refuse) return xml('<Error><Code>AccessDenied</Code></Error>', 403)
    const key = decodeURIComponent(path.split('/').slice(2).join('/'))
    switch (method) {
      case 'PUT':
        objects.set(key, body)
        return new Response(null, { headers: { ETag: '"x"' } })
      case 'DELETE':
        objects.delete(key)
        return new Response(null, { status: 204 })
      default:
        return key === '' ? list(new URLSearchParams(query).get('prefix') ?? '') : get(key)
    }
  }

  const get = (key: string): Response => {
    const body = objects.get(key)
    return body === undefined
      ? xml('<Error><Code>NoSuchKey</Code></Error>', 404)
      : new Response(body, { headers: { ETag: '"x"' } })
  }

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const { pathname, search } = new URL(request.url)
      const { method } = request
      const seen = { method, path: pathname, query: search.slice(1), body: await request.text() }
      requests.push(seen)
      return answer(seen)
    },
  })
  return {
    port: server.port ?? 0,
    requests,
    keys: () => [...objects.keys()],
    close: () => server.stop(true),
    [Symbol.dispose]: () => void server.stop(true),
  }
}
