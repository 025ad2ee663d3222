import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'bun:test'
import { bodyOf, statusOf } from '../http/testing/raw-socket.ts'
import { run, withServer } from './testing/process.ts'

const dir = mkdtempSync(join(tmpdir(), 'plumbline-memory-'))
afterAll(() => rmSync(dir, { recursive: true }))

const megabyte = 1_048_576

/** The most memory a process ever had, in bytes; Linux keeps count. */
const peakOf = async (pid: number): Promise<number> => {
  const status = await Bun.file(`/proc/${pid}/status`).text()
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

/** Sends the pieces one after the other, no faster than they are taken, and answers what came back until the end. */
const upload = (url: string, pieces: Iterable<string | Uint8Array>): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    let received = ''
    socket.on('data', (bytes) => (received += bytes.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(received))
    const next = pieces[Symbol.iterator]()
    const send = (): void => {
      for (;;) {
        const step = next.next()
        if (step.done === true) return
        if (!socket.write(step.value)) break
      }
      socket.once('drain', send)
    }
    socket.on('connect', send)
  })

const piece = new Uint8Array(megabyte / 4).fill(120)

function* formOf(path: string, fileBytes: number): Generator<string | Uint8Array> {
  const start =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'
  const end = '\r\n--b--\r\n'
  yield [
    `POST ${path} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    'Content-Type: multipart/form-data; boundary=b',
    `Content-Length: ${start.length + fileBytes + end.length}`,
    `\r\n${start}`,
  ].join('\r\n')
  for (let sent = 0; sent < fileBytes; sent += piece.length) yield piece
  yield end
}

const signIn = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/api/collections/_superusers/auth-with-password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ identity: 'root@example.com', password: '1234567890' }),
  })
  return ((await answer.json()) as { readonly token: string }).token
}

test.if(existsSync('/proc/self/status'))(
  'an upload of 300 MB takes less than 64 MB of memory',
  async () => {
    await run(['superuser', 'upsert', 'root@example.com', '1234567890', `--dir=${dir}`])
    await withServer([`--dir=${dir}`], async ({ url, pid }) => {
      const field = { name: 'file', type: 'file', maxSize: 400 * megabyte }
      const made = await fetch(`${url}/api/collections`, {
        method: 'POST',
        headers: { Authorization: await signIn(url), 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'large', type: 'base', createRule: '', fields: [field] }),
      })
      expect(made.status).toBe(200)
      const path = '/api/collections/large/records'
      // What the runtime needs for any upload, garbage that it lets lie included, is there before it is measured.
      await upload(url, formOf(path, 128 * megabyte))
      const before = await peakOf(pid)
      const response = await upload(url, formOf(path, 300 * megabyte))
      expect(statusOf(response)).toBe(200)
      expect(bodyOf(response)).toContain('"collectionName":"large"')
      expect((await peakOf(pid)) - before).toBeLessThan(64 * megabyte)
    })
  },
  60_000,
)

/** Resident now, in bytes. */
const residentOf = async (pid: number): Promise<number> => {
  const status = await Bun.file(`/proc/${pid}/status`).text()
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

/** Bun raises its own limit to the most that it may have, and so do the server and this process. */
const mayOpen = (): number => {
  if (!existsSync('/proc/self/limits')) return 0
  const limits = readFileSync('/proc/self/limits', 'utf8')
  return Number(/Max open files\s+\d+\s+(\d+)/.exec(limits)?.[1] ?? 0)
}

const many = 10_000

/** A connection that has had one answer and stays. */
const stay = (url: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on('error', reject)
    socket.once('data', () => resolve(socket))
    socket.write('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n')
  })

test.if(mayOpen() > many + 1000)(
  '10,000 idle connections take less than 64 MB, and others are served beside them',
  async () => {
    await withServer([`--dir=${dir}`], async ({ url, pid }) => {
      const open = async (count: number): Promise<readonly Socket[]> => {
        const opened: Socket[] = []
        while (opened.length < count) {
          opened.push(...(await Promise.all(Array.from({ length: 100 }, () => stay(url)))))
        }
        return opened
      }
      const first = await open(500)
      const before = await residentOf(pid)
      const opened = [...first, ...(await open(many - first.length))]
      try {
        expect((await residentOf(pid)) - before).toBeLessThan(64 * megabyte)
        const started = performance.now()
        expect((await fetch(`${url}/api/health`)).status).toBe(200)
        expect(performance.now() - started).toBeLessThan(1000)
      } finally {
        for (const socket of opened) socket.destroy()
      }
    })
  },
  60_000,
)
