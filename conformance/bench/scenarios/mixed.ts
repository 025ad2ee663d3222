import { recordsPath, withQuery } from '../request.ts'
import type { LoadScenario, Requests } from '../scenario.ts'
import { authPassword } from './auth.ts'
import { search } from './query.ts'
import { perPage, view } from './read.ts'

/** Cheap requests beside costly ones: what the ninety-ninth percentile is about. */

const clients = 4

const viewBeside = (name: string, others: string, requests: Requests): LoadScenario => ({
  ...view,
  name,
  says: `view one record while four clients ${others}`,
  connections: clients,
  beside: { requests, connections: clients, amount: 'endless' },
})

export const viewByFew: LoadScenario = {
  ...view,
  name: 'view-by-few',
  says: 'view one record, four clients: what the next three rows compare with',
  connections: clients,
}

export const viewWhileScans = viewBeside('view-while-scans', 'search the text', search.requests)

export const viewWhileSigningIn = viewBeside(
  'view-while-passwords',
  'sign in with passwords',
  authPassword.requests,
)

/** Within the limits of the language, and made to cost as much as they can. */
const hostileFilters = [
  `body ~ "${'%a%e%'.repeat(20)}zz"`,
  Array.from({ length: 80 }, (_, n) => `body !~ "no such word ${n}"`).join(' && '),
  `${'('.repeat(80)}tags.name ?~ "tag" && kind:each != "none"${')'.repeat(80)}`,
  'author.posts_via_author.tags.name ?~ "tag1" && author.posts_via_author.body ~ "%wall%slate%"',
] as const

const hostile: Requests = function* (_facts, { pick, below }) {
  for (;;) {
    const filter = `${pick(hostileFilters)} && views != ${below(1_000_000)}`
    const query = { perPage, sort: '-body,-title,@random', filter }
    yield { method: 'GET', path: withQuery(recordsPath('posts'), query) }
  }
}

export const viewWhileHostile = viewBeside(
  'view-while-hostile',
  'send filters made to be slow',
  hostile,
)
