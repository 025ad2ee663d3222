import type { Draw } from '../draw.ts'
import { authColumns, autodates, type DataSet, type Row, timeOf } from './data-set.ts'

/** The data of a small app: who writes posts, in which team, and what they are about. */

export const sizes = {
  teams: 100,
  tags: 50,
  members: 500,
  posts: 10_000,
  notes: 10_000,
  drafts: 30_000,
} as const

/** How many different values each searchable property has. */
export const kinds = ['news', 'guide', 'talk', 'paper'] as const
export const maxViews = 10_000
export const topics = 200

export const topicOf = (n: number): string => `topic${String(n).padStart(3, '0')}`

const open = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }
const signedIn = "@request.auth.id != ''"
const own = 'author = @request.auth.id'

const relation = (name: string, collectionId: string, maxSelect: number) => ({
  name,
  type: 'relation',
  collectionId,
  maxSelect,
  cascadeDelete: false,
})

/** Fields of whatever somebody writes. */
const textFields = [
  { name: 'title', type: 'text' },
  { name: 'body', type: 'editor' },
  { name: 'public', type: 'bool' },
  { name: 'views', type: 'number' },
  { name: 'kind', type: 'select', values: kinds, maxSelect: 3 },
  relation('author', 'bench_members', 1),
  relation('tags', 'bench_tags', 10),
  ...autodates,
]

const words =
  'plumb line wall stone mortar level square corner arch beam joist lintel gable hearth tile slate ridge gutter window frame'.split(
    ' ',
  )

const bodyOf = (draw: Draw): string => {
  const text = Array.from({ length: 70 }, () => draw.pick(words))
  text[draw.below(text.length)] = topicOf(draw.below(topics))
  return `<p>${text.join(' ')}</p>`
}

const textRow = (
  draw: Draw,
  n: number,
  { members, tags }: { readonly members: readonly Row[]; readonly tags: readonly Row[] },
): Row => ({
  id: draw.id(),
  title: `title ${draw.below(1_000_000)}`,
  body: bodyOf(draw),
  public: draw.below(2),
  views: draw.below(maxViews),
  kind: JSON.stringify([...new Set([draw.pick(kinds), draw.pick(kinds)])]),
  author: draw.pick(members)['id'] ?? '',
  tags: JSON.stringify([...new Set([draw.pick(tags)['id'], draw.pick(tags)['id']])]),
  created: timeOf(n),
  updated: timeOf(n),
})

/** So many and so small because each can be deleted once. */
const draftRow = (draw: Draw, n: number, members: readonly Row[]): Row => ({
  id: draw.id(),
  title: `draft ${n}`,
  public: 0,
  author: draw.pick(members)['id'] ?? '',
  created: timeOf(n),
  updated: timeOf(n),
})

const times = (n: number) => ({ created: timeOf(n), updated: timeOf(n) })

const many = (amount: number, make: (n: number) => Row): readonly Row[] =>
  Array.from({ length: amount }, (_, n) => make(n))

export const mainData: DataSet = {
  name: 'main',
  collections: [
    {
      id: 'bench_teams',
      name: 'teams',
      type: 'base',
      ...open,
      fields: [{ name: 'name', type: 'text' }, ...autodates],
    },
    {
      id: 'bench_tags',
      name: 'tags',
      type: 'base',
      ...open,
      fields: [{ name: 'name', type: 'text' }, { name: 'active', type: 'bool' }, ...autodates],
    },
    {
      id: 'bench_members',
      name: 'members',
      type: 'auth',
      ...open,
      fields: [{ name: 'name', type: 'text' }, relation('team', 'bench_teams', 1), ...autodates],
    },
    { id: 'bench_posts', name: 'posts', type: 'base', ...open, fields: textFields },
    {
      id: 'bench_notes',
      name: 'notes',
      type: 'base',
      listRule: own,
      viewRule: own,
      createRule: `${signedIn} && @request.body.author = @request.auth.id`,
      updateRule: own,
      deleteRule: own,
      fields: textFields,
      indexes: ['CREATE INDEX `idx_notes_author` ON `notes` (`author`)'],
    },
    {
      id: 'bench_drafts',
      name: 'drafts',
      type: 'base',
      ...open,
      fields: [
        { name: 'title', type: 'text' },
        { name: 'public', type: 'bool' },
        relation('author', 'bench_members', 1),
        ...autodates,
      ],
    },
  ],
  settings: { batch: { enabled: true, maxRequests: 1000, timeout: 60 } },
  callers: { collection: 'members', amount: 200 },
  rows(draw) {
    const teams = many(sizes.teams, (n) => ({ id: draw.id(), name: `team${n}`, ...times(n) }))
    const tags = many(sizes.tags, (n) => ({
      id: draw.id(),
      name: `tag${n}`,
      active: n % 2,
      ...times(n),
    }))
    const members = many(sizes.members, (n) => ({
      id: draw.id(),
      name: `member${n}`,
      team: draw.pick(teams)['id'] ?? '',
      ...authColumns(draw, memberEmail(n)),
      ...times(n),
    }))
    const others = { members, tags }
    return [
      { collection: 'teams', rows: teams },
      { collection: 'tags', rows: tags },
      { collection: 'members', rows: members },
      { collection: 'posts', rows: many(sizes.posts, (n) => textRow(draw, n, others)) },
      { collection: 'notes', rows: many(sizes.notes, (n) => textRow(draw, n, others)) },
      { collection: 'drafts', rows: many(sizes.drafts, (n) => draftRow(draw, n, members)) },
    ]
  },
}

export const memberEmail = (n: number): string => `member${n}@example.com`
