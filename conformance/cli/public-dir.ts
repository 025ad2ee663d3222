import { conform } from '../harness/case.ts'

export const publicDir = conform('cli.public-dir', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ guest, launch, claim }) {
    claim('is served', await guest.get('/a.txt'))
      .status(200)
      .text('hello')
    const without = await launch({ flags: ['--publicDir=/nonexistent/plumbline'] })
    const missing = await fetch(`${without.url}/a.txt`)
    claim('may be missing', missing.status).equals(404)
    claim('and the server runs', (await fetch(`${without.url}/api/health`)).status).equals(200)
  },
})

export const indexFallback = conform('cli.index-fallback', {
  lane: 'private',
  server: { publicFiles: { 'index.html': 'SPA' }, flags: ['--indexFallback=false'] },
  async check({ guest, claim }) {
    claim('the index itself', await guest.get('/'))
      .status(200)
      .text('SPA')
    claim('not for a missing path', await guest.get('/missing/a/b')).error(404, 'File not found.')
  },
})
