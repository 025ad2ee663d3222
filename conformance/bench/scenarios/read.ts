import { mainData, sizes } from '../data/main.ts'
import { recordsPath, withQuery } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'

/** Requests that one statement answers. */

export const connections = 32
export const perPage = 30

/** Floors repeat so many different executions. */
export const executions = 1000

export const health: LoadScenario = {
  kind: 'load',
  name: 'health',
  says: 'health check',
  data: mainData,
  connections,
  amount: 'endless',
  *requests() {
    for (let n = 0; ; n++) yield { method: 'GET', path: withQuery('/api/health', { n }) }
  },
}

export const view: LoadScenario = {
  kind: 'load',
  name: 'view',
  says: 'view one of 10,000 records',
  data: mainData,
  connections,
  amount: 'endless',
  *requests({ ids }, { pick }) {
    for (;;) yield { method: 'GET', path: recordsPath('posts', pick(ids('posts'))) }
  },
  floor: {
    statement: ({ ids }, { pick }) => ({
      sql: 'SELECT * FROM posts WHERE id = ?',
      args: Array.from({ length: executions }, () => [pick(ids('posts'))]),
    }),
  },
}

export const viewFromPage: LoadScenario = {
  ...view,
  name: 'view-cors',
  says: 'view, asked by a page of another origin',
  *requests(facts, draw) {
    for (const request of view.requests(facts, draw)) {
      yield { ...request, origin: 'https://app.example.com' }
    }
  },
}

export const viewWithLimiter: LoadScenario = {
  ...view,
  name: 'view-limited',
  says: 'view, with a rate limit that nobody reaches',
  async prepare(superuser) {
    const rule = { label: '/api/', audience: '', duration: 3600, maxRequests: 1_000_000_000 }
    const rateLimits = { enabled: true, rules: [rule] }
    const answer = await superuser.patch('/api/settings', { rateLimits })
    if (answer.status !== 200) throw new Error(`the limiter was not switched on: ${answer.body}`)
  },
}

const pages = Math.floor(sizes.posts / perPage)

const pageOf: NonNullable<NonNullable<LoadScenario['floor']>['statement']> = (
  _facts,
  { below },
) => ({
  sql: 'SELECT * FROM posts LIMIT ? OFFSET ?',
  args: Array.from({ length: executions }, () => [perPage, below(pages) * perPage]),
})

export const list: LoadScenario = {
  kind: 'load',
  name: 'list',
  says: 'list 30 of 10,000, with total',
  data: mainData,
  connections,
  amount: 'endless',
  *requests(_facts, { below }) {
    for (;;) {
      const page = 1 + below(pages)
      yield { method: 'GET', path: withQuery(recordsPath('posts'), { page, perPage }) }
    }
  },
  floor: { statement: pageOf },
}

export const listWithoutTotal: LoadScenario = {
  kind: 'load',
  name: 'list-no-total',
  says: 'list 30 of 10,000, without total',
  data: mainData,
  connections,
  amount: 'endless',
  *requests(_facts, { below }) {
    for (;;) {
      const query = { page: 1 + below(pages), perPage, skipTotal: 1 }
      yield { method: 'GET', path: withQuery(recordsPath('posts'), query) }
    }
  },
  floor: { statement: pageOf },
}
