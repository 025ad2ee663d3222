import { type BenchRequest, recordsPath } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'
import { withRule } from './create.ts'
import { allPosts, filledData, type Posts } from './data.ts'

/** Section 4.5. Each round deletes from a new copy of the data. */

const deletes = 100

const deleteScenario = (
  id: string,
  collection: Posts | 'users' | 'organizations',
  { rule, says }: { readonly rule: string; readonly says: string },
): LoadScenario => ({
  kind: 'load',
  name: `${id}/${collection}`,
  says,
  data: filledData,
  connections: 10,
  closes: true,
  amount: { exactly: deletes },
  compared: 1,
  freshEachRound: true,
  prepare: withRule(collection, { deleteRule: rule }),
  *requests({ ids, callers }, { pick, eachOnce }): Generator<BenchRequest> {
    const { token } = pick(callers)
    for (const next of eachOnce(ids(collection))) {
      yield { method: 'DELETE', path: recordsPath(collection, next), token }
    }
  },
})

const signedIn = "@request.auth.id != ''"

const ofPosts = (
  posts: Posts,
  [first, second]: readonly [string, string],
): readonly LoadScenario[] => [
  deleteScenario(first, posts, { rule: '', says: '100 posts' }),
  deleteScenario(second, posts, { rule: signedIn, says: '100 posts by rule' }),
]

const postIds: Readonly<Record<Posts, readonly [string, string]>> = {
  posts10k: ['D1', 'D2'],
  posts25k: ['D3', 'D4'],
  posts50k: ['D5', 'D6'],
  posts100k: ['D7', 'D8'],
}

export const deleteScenarios: readonly LoadScenario[] = [
  ...allPosts.flatMap((posts) => ofPosts(posts, postIds[posts])),
  deleteScenario('D9', 'users', { rule: '', says: '100 users with all their posts' }),
  deleteScenario('D10', 'organizations', {
    rule: '',
    says: 'all organizations with their users and posts',
  }),
]
