import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Client } from '../harness/client.ts'
import { createClients } from '../harness/clients.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import { readRows } from '../probes/data-dir.ts'
import { resolveTarget } from '../targets/resolve.ts'

const rowCount = 2_000
const kills = 20
const runMs = 300_000

const path = '/api/collections/things'
const id = { id: 'text3208210256', name: 'id', type: 'text', primaryKey: true, required: true }
const tags = { id: 'tags', name: 'tags', type: 'select', values: ['a', 'b'], maxSelect: 2 }

/** Every way a table follows its collection: a column of each fate, an index rebuilt, the table itself renamed. */
const versions = {
  old: {
    name: 'things',
    fields: [
      { ...id, pattern: '^[a-z0-9]+$', system: true },
      { id: 'title', name: 'title', type: 'text' },
      { id: 'gone', name: 'gone', type: 'text' },
      { ...tags, maxSelect: 1 },
    ],
    indexes: ['CREATE UNIQUE INDEX `idx_things_title` ON `things` (`title`)'],
  },
  new: {
    name: 'matters',
    fields: [
      { ...id, pattern: '^[a-z0-9]+$', system: true },
      { id: 'title', name: 'headline', type: 'text' },
      { id: 'made', name: 'made', type: 'number' },
      tags,
    ],
    indexes: ['CREATE UNIQUE INDEX `idx_matters_headline` ON `matters` (`headline`)'],
  },
}

type Version = keyof typeof versions

const recordId = (n: number): string => `record${String(n).padStart(9, '0')}`

/** What a directory of each version must hold, read without any server. */
const expected: Readonly<Record<Version, unknown>> = {
  old: {
    columns: ['gone', 'id', 'tags', 'title'],
    indexes: ['idx_things_title'],
    rows: Array.from({ length: rowCount }, (_, n) => ({
      ...{ id: recordId(n), title: `t${n}`, gone: 'x', tags: n % 2 === 0 ? 'a' : 'b' },
    })),
  },
  new: {
    columns: ['headline', 'id', 'made', 'tags'],
    indexes: ['idx_matters_headline'],
    rows: Array.from({ length: rowCount }, (_, n) => ({
      ...{ id: recordId(n), headline: `t${n}`, made: 0, tags: n % 2 === 0 ? '["a"]' : '["b"]' },
    })),
  },
}

/** The version that `_collections` speaks of, and what the database holds for it. */
const readDisk = (server: RunningServer) => {
  const rows = (sql: string) => readRows(server, 'data.db', sql)
  const [stored] = rows("SELECT name FROM _collections WHERE name IN ('things', 'matters')")
  const version: Version = stored?.['name'] === 'things' ? 'old' : 'new'
  const { name } = versions[version]
  return {
    version,
    disk: {
      columns: rows(`SELECT name FROM pragma_table_info('${name}') ORDER BY name`).map(
        (row) => row['name'],
      ),
      indexes: rows(
        `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '${name}' AND sql IS NOT NULL`,
      ).map((row) => row['name']),
      rows: rows(`SELECT * FROM ${name} ORDER BY id`),
    },
    tables: rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('things', 'matters')",
    ),
    check: rows('PRAGMA integrity_check'),
  }
}

const superuserOf = async (server: RunningServer): Promise<Client> =>
  (await createClients({ server })).superuser

/** A stopped server's directory with the old version and all rows in it. */
const fill = async (server: RunningServer): Promise<void> => {
  const superuser = await superuserOf(server)
  const created = await superuser.post('/api/collections', versions.old)
  expect(created.status).toBe(200)
  for (let from = 0; from < rowCount; from += 50) {
    const written = await Promise.all(
      Array.from({ length: 50 }, (_, offset) => {
        const n = from + offset
        const values = { title: `t${n}`, gone: 'x', tags: n % 2 === 0 ? 'a' : 'b' }
        return superuser.post(`${path}/records`, { id: recordId(n), ...values })
      }),
    )
    expect(written.map(({ status }) => status)).not.toContain(400)
  }
  await server.stop()
}

let reference: Target
let filled: RunningServer
/** Milliseconds that the change takes when nobody disturbs it: the median of a few. */
let changeMs: number

const launchFilled = async (target = reference): Promise<RunningServer> =>
  target.launch({ dataFrom: filled.dataDir ?? '' })

beforeAll(async () => {
  reference = await resolveTarget('reference')
  filled = await reference.launch({})
  await fill(filled)
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const server = await launchFilled()
    const changed = await (await superuserOf(server)).patch(path, versions.new)
    expect(changed.status).toBe(200)
    await server.stop()
    expect(readDisk(server)).toMatchObject({ version: 'new', disk: expected.new })
    times.push(changed.ms)
    await server.close()
  }
  changeMs = times.toSorted((a, b) => a - b)[1] ?? 0
}, runMs)

afterAll(async () => {
  await filled.close()
  await reference.close()
})

/** Kills the server so long after the change was sent, or when it was answered; whether it had answered by then. */
const killDuring = async (server: RunningServer, afterMs: number): Promise<boolean> => {
  const superuser = await superuserOf(server)
  const started = performance.now()
  let answer: Exchange | undefined
  const change = superuser.patch(path, versions.new).then((exchange) => {
    answer = exchange
  })
  // The moment is the input of this test, not something to wait for; timers alone are too coarse for it.
  while (answer === undefined && performance.now() - started < afterMs) {
    await new Promise(setImmediate)
  }
  const answeredBefore = answer
  await server.kill()
  await change
  return answeredBefore?.status === 200
}

/** A server on the directory sees exactly what is on disk, and can change it. */
const expectServes = async (server: RunningServer, version: Version): Promise<void> => {
  const superuser = await superuserOf(server)
  const { name } = versions[version]
  const seen = await superuser.get(`/api/collections/${name}`)
  expect(seen.status).toBe(200)
  const listed = await superuser.get(`/api/collections/${name}/records`, { perPage: '1' })
  expect(listed.at('/totalItems')).toBe(rowCount)
  const again = await superuser.patch(`/api/collections/${name}`, versions.new)
  expect(again.status).toBe(200)
}

/** Milliseconds; the last one is the answer itself, whenever that comes. */
const momentsMs = (): readonly number[] => [
  ...Array.from({ length: kills - 1 }, (_, index) => (changeMs * 1.1 * index) / (kills - 2)),
  Infinity,
]

test(
  'a server killed at any moment of a change of a collection has all of it or nothing',
  async () => {
    const oracle = reference.capabilities.has('oracle')
      ? await resolveTarget('upstream')
      : undefined
    const seen: Version[] = []
    for (const moment of momentsMs()) {
      const server = await launchFilled()
      const wasAnswered = await killDuring(server, moment)
      await server.start()
      await server.stop()
      const { version, disk, tables, check } = readDisk(server)
      seen.push(version)
      expect({ moment, disk }).toEqual({ moment, disk: expected[version] as typeof disk })
      expect(tables).toEqual([{ name: versions[version].name }])
      expect(check).toEqual([{ integrity_check: 'ok' }])
      // What was answered is kept.
      if (wasAnswered) expect(version).toBe('new')
      if (oracle !== undefined) {
        const other = await oracle.launch({ dataFrom: server.dataDir ?? '' })
        await expectServes(other, version)
        await other.close()
      }
      await server.start()
      await expectServes(server, version)
      await server.close()
    }
    await oracle?.close()
    // Kills that all came before the change or all after it would have shown nothing.
    expect(new Set(seen)).toEqual(new Set<Version>(['old', 'new']))
  },
  runMs,
)
