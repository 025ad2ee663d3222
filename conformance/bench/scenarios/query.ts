import { kinds, mainData, maxViews, sizes, topicOf, topics } from '../data/main.ts'
import type { Draw } from '../draw.ts'
import type { FloorStatement } from '../floor/floor.ts'
import { type Query, recordsPath, withQuery } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'
import { connections, executions, perPage } from './read.ts'

/**
 * Lists with conditions: on 10,000 records without an index that would help, unless said otherwise. All have an order, newest
 * first as most apps do it: without one the contract leaves it open, and the servers choose differently.
 */

interface Definition {
  readonly name: string
  readonly says: string
  query(draw: Draw): Query
  /** The statement that a person would write for the page. */
  readonly sql: string
  readonly orderBy?: string
  args(draw: Draw): readonly (string | number)[]
}

/** More would only queue for the processors. */
const scanning = 8

const queryScenario = ({
  name,
  says,
  query: ask,
  sql,
  args,
  orderBy = 'posts.created DESC',
}: Definition): LoadScenario => ({
  kind: 'load',
  name,
  says,
  data: mainData,
  connections: scanning,
  // A fixed amount, so that the slower server's answers under way are not cut off and left out.
  amount: { perSecond: 60 },
  *requests(_facts, draw) {
    for (;;) {
      const query = { perPage, sort: '-created', ...ask(draw) }
      const path = withQuery(recordsPath('posts'), query)
      yield { method: 'GET', path }
    }
  },
  floor: {
    statement: (_facts, draw): FloorStatement => ({
      sql: `${sql} ORDER BY ${orderBy} LIMIT ${perPage}`,
      args: Array.from({ length: executions }, () => args(draw)),
    }),
  },
})

/** A part of the records, so that pages are full and totals differ. */
const manyViews = ({ below }: Draw): number => maxViews / 2 + below(maxViews / 4)

export const filterSortExpand = queryScenario({
  name: 'filter-sort-expand',
  says: 'filter, sort and expand a relation',
  query: (draw) => ({
    filter: `views > ${manyViews(draw)} && public = true`,
    sort: '-views,title',
    expand: 'author',
  }),
  sql: 'SELECT * FROM posts WHERE views > ? AND public = 1',
  orderBy: 'views DESC, title',
  args: (draw) => [manyViews(draw)],
})

export const relationFilter = queryScenario({
  name: 'relation-filter',
  says: 'filter by a field of a related record',
  query: ({ below }) => ({ filter: `author.name = "member${below(sizes.members)}"` }),
  sql: 'SELECT posts.* FROM posts JOIN members ON members.id = author WHERE members.name = ?',
  args: ({ below }) => [`member${below(sizes.members)}`],
})

export const twoLevelFilter = queryScenario({
  name: 'two-level-filter',
  says: 'filter by a field two relations away',
  query: ({ below }) => ({ filter: `author.team.name = "team${below(sizes.teams)}"` }),
  sql: 'SELECT posts.* FROM posts JOIN members ON members.id = author JOIN teams ON teams.id = team WHERE teams.name = ?',
  args: ({ below }) => [`team${below(sizes.teams)}`],
})

export const eachFilter = queryScenario({
  name: 'each',
  says: 'filter by every value of a multi-value field',
  query: (draw) => ({
    filter: `kind:each != "${draw.pick(kinds)}" && views > ${manyViews(draw)}`,
  }),
  sql: 'SELECT * FROM posts WHERE NOT EXISTS (SELECT 1 FROM json_each(kind) WHERE value = ?) AND views > ?',
  args: (draw) => [draw.pick(kinds), manyViews(draw)],
})

export const search = queryScenario({
  name: 'search',
  says: 'search a word in the text',
  query: ({ below }) => ({ filter: `body ~ "${topicOf(below(topics))}"` }),
  sql: "SELECT * FROM posts WHERE body LIKE ? ESCAPE '\\'",
  args: ({ below }) => [`%${topicOf(below(topics))}%`],
})

export const ownerList: LoadScenario = {
  kind: 'load',
  name: 'owner-list',
  says: 'list what the caller owns, by rule and index',
  data: mainData,
  connections,
  amount: 'endless',
  *requests({ callers }, { pick, below }) {
    for (;;) {
      // Two hundred callers alone would make two hundred addresses.
      const filter = `views >= ${below(maxViews / 100)}`
      const path = withQuery(recordsPath('notes'), { perPage, filter })
      yield { method: 'GET', path, token: pick(callers).token }
    }
  },
  floor: {
    statement: ({ callers }, { pick, below }) => ({
      sql: `SELECT * FROM notes WHERE author = ? AND views >= ? LIMIT ${perPage}`,
      args: Array.from({ length: executions }, () => [pick(callers).id, below(maxViews / 100)]),
    }),
  },
}
