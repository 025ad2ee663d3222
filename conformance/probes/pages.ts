/** A loopback server of a few pages, for a case whose target has no public directory of its own. */
export interface Pages {
  readonly url: string
  close(): Promise<void>
}

/** @param files path without its first slash -> content; `index.html` is also the root. */
export const servePages = (files: Readonly<Record<string, string>>): Pages => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      const name = new URL(request.url).pathname.slice(1) || 'index.html'
      const content = Object.hasOwn(files, name) ? files[name] : undefined
      if (content === undefined) return new Response('no such page', { status: 404 })
      // The type follows from the name.
      return new Response(content, { headers: { 'Content-Type': Bun.file(name).type } })
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, close: () => server.stop(true) }
}
