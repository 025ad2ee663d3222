import { kinds, mainData, maxViews } from '../data/main.ts'
import type { Facts } from '../data/data-set.ts'
import type { Draw } from '../draw.ts'
import { type BenchRequest, recordsPath } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'
import { executions } from './read.ts'

/** Changes of records. Both servers get the same number of them, so that their tables stay alike. */

const connections = 32

const body = ({ ids }: Facts, { pick, below }: Draw, author: string) => ({
  title: `title ${below(1_000_000)}`,
  body: `<p>${'a line of text that somebody wrote '.repeat(12)}</p>`,
  public: below(2) === 1,
  views: below(maxViews),
  kind: [pick(kinds)],
  author,
  tags: [pick(ids('tags'))],
})

const insert = (table: string): NonNullable<LoadScenario['floor']> => ({
  statement: ({ ids }, { id, pick, below }) => ({
    sql: `INSERT OR REPLACE INTO ${table} (id, title, body, public, views, kind, author, tags, created, updated)
      VALUES (?, ?, ?, 1, ?, '["news"]', ?, '[]', '2024-01-01 00:00:00.000Z', '2024-01-01 00:00:00.000Z')`,
    args: Array.from({ length: executions }, () => [
      id(),
      `title ${below(1_000_000)}`,
      'a line of text that somebody wrote '.repeat(12),
      below(maxViews),
      pick(ids('members')),
    ]),
  }),
})

export const create: LoadScenario = {
  kind: 'load',
  name: 'create',
  says: 'create a record, open to everybody',
  data: mainData,
  connections,
  amount: { perSecond: 2000 },
  drawsIds: true,
  *requests(facts, draw) {
    for (;;) {
      const json = body(facts, draw, draw.pick(facts.ids('members')))
      yield { method: 'POST', path: recordsPath('posts'), json }
    }
  },
  floor: insert('posts'),
}

export const createByRule: LoadScenario = {
  kind: 'load',
  name: 'create-rule',
  says: 'create a record that a rule lets through',
  data: mainData,
  connections,
  amount: { perSecond: 2000 },
  drawsIds: true,
  *requests(facts, draw) {
    for (;;) {
      const { id, token } = draw.pick(facts.callers)
      yield { method: 'POST', path: recordsPath('notes'), token, json: body(facts, draw, id) }
    }
  },
  floor: insert('notes'),
}

export const update: LoadScenario = {
  kind: 'load',
  name: 'update',
  says: 'update two fields of a record',
  data: mainData,
  connections,
  amount: { perSecond: 2000 },
  *requests({ ids }, { pick, below }) {
    for (;;) {
      const json = { title: `title ${below(1_000_000)}`, views: below(maxViews) }
      yield { method: 'PATCH', path: recordsPath('posts', pick(ids('posts'))), json }
    }
  },
  floor: {
    statement: ({ ids }, { pick, below }) => ({
      sql: 'UPDATE posts SET title = ?, views = ?, updated = ? WHERE id = ?',
      args: Array.from({ length: executions }, () => [
        `title ${below(1_000_000)}`,
        below(maxViews),
        '2024-01-01 00:00:00.000Z',
        pick(ids('posts')),
      ]),
    }),
  },
}

export const remove: LoadScenario = {
  kind: 'load',
  name: 'delete',
  says: 'delete a record',
  data: mainData,
  connections,
  // Each record can be deleted once: there are enough of them for five rounds of three seconds and some more.
  amount: { perSecond: 1500 },
  *requests({ ids }, { eachOnce }): Generator<BenchRequest> {
    for (const id of eachOnce(ids('drafts'))) {
      yield { method: 'DELETE', path: recordsPath('drafts', id) }
    }
  },
  floor: {
    statement: ({ ids }) => ({
      sql: 'DELETE FROM drafts WHERE id = ?',
      args: ids('drafts').map((id) => [id]),
    }),
  },
}

const batchSize = 500

export const batch: LoadScenario = {
  kind: 'load',
  name: 'batch',
  says: `one batch of ${batchSize} new records`,
  data: mainData,
  needs: ['batch.success-shape', 'batch.rollback'],
  connections: 2,
  amount: { perSecond: 3 },
  drawsIds: true,
  compared: 2,
  *requests(facts, draw) {
    for (;;) {
      const requests = Array.from({ length: batchSize }, () => ({
        method: 'POST',
        url: recordsPath('posts'),
        body: body(facts, draw, draw.pick(facts.ids('members'))),
      }))
      yield { method: 'POST', path: '/api/batch', json: { requests } }
    }
  },
}
