import { type CaseContext, conform } from '../harness/case.ts'
import type { World } from '../harness/world.ts'

const numbers = async ({ collection, record }: World) => {
  const made = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'num', type: 'number' },
    ],
  })
  for (const [title, num] of [
    ['alpha', 1],
    ['Alpha 100%', 2.5],
    ['', 0],
    ['a_b', 5],
  ] as const) {
    await record(made, { title, num })
  }
  return made
}

const titles = async ({ superuser, accepted }: CaseContext, path: string, filter: string) => {
  const answer = accepted(await superuser.get(path, { filter, sort: 'num' }))
  const items = answer.at('/items')
  return Array.isArray(items) ? items.map((item: { title?: unknown }) => item.title) : items
}

/** One claim per filter: the titles it finds, by number. */
const table =
  (cases: Readonly<Record<string, readonly string[]>>) =>
  async (context: CaseContext): Promise<void> => {
    const { records } = await numbers(context)
    for (const [filter, expected] of Object.entries(cases)) {
      context.claim(filter, await titles(context, records, filter)).equals(expected)
    }
  }

export const equal = conform('filter.op.equal', {
  lane: 'shared',
  check: table({
    "title = 'alpha'": ['alpha'],
    "title = 'ALPHA'": [],
    'num = 5': ['a_b'],
    "num = '5'": ['a_b'],
    "title = ''": [''],
    'title = null': [''],
  }),
})

export const notEqual = conform('filter.op.not-equal', {
  lane: 'shared',
  check: table({
    "title != 'alpha'": ['', 'Alpha 100%', 'a_b'],
    "title != ''": ['alpha', 'Alpha 100%', 'a_b'],
    'num != 5': ['', 'alpha', 'Alpha 100%'],
  }),
})

export const ordering = conform('filter.op.ordering', {
  lane: 'shared',
  check: table({
    'num > 1': ['Alpha 100%', 'a_b'],
    'num >= 1': ['alpha', 'Alpha 100%', 'a_b'],
    'num < 1': [''],
    'num <= 1': ['', 'alpha'],
  }),
})

export const like = conform('filter.op.like', {
  lane: 'shared',
  check: table({
    "title ~ 'alpha'": ['alpha', 'Alpha 100%'],
    "title !~ 'alpha'": ['', 'a_b'],
    "title ~ 'a_b'": ['a_b'],
    "title ~ '100\\%'": ['Alpha 100%'],
    "title ~ 'a%'": ['alpha', 'Alpha 100%', 'a_b'],
  }),
})
