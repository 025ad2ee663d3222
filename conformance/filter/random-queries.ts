import fc from 'fast-check'
import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import { readToken } from '../harness/clients.ts'
import type { Exchange } from '../harness/exchange.ts'
import { expectList, toStep } from '../generated/query/ask.ts'
import { type Difference, judgeList } from '../generated/query/judge.ts'
import { type Plan, toCollections, toSteps } from '../generated/query/plan.ts'
import { type Asked, queries } from '../generated/query/queries.ts'
import { plans } from '../generated/query/worlds.ts'
import type { Answer, Step } from '../generated/session.ts'
import type { World } from '../model/query/list.ts'
import type { Filter, Operand } from '../model/query/tree.ts'
import { findCollection } from '../model/query/world.ts'
import { askAll } from './fixture-q.ts'

/** The same world and the same queries each time. */
const seed = 1
const drawnQueries = 400

interface Compared {
  /** Share of the queries of which the model says what they find. */
  readonly decided: number
  /** What was answered otherwise. */
  readonly wrong: readonly string[]
}

/** All operands of a filter, arguments of functions included. */
const operandsIn = ({ terms }: Filter): readonly Operand[] =>
  terms.flatMap((term) =>
    term.kind === 'group'
      ? operandsIn(term.inner)
      : [term.left, term.right].flatMap((operand) =>
          operand.kind === 'call' ? operand.args : [operand],
        ),
  )

/** Whether a query looks at records other than those that it lists. */
export const entersRelations = ({ collections }: World, { query }: Asked): boolean => {
  const { fields = [] } = findCollection(collections, query.collection) ?? {}
  const operands = [
    ...(query.filter === undefined ? [] : operandsIn(query.filter)),
    ...query.sort.map(({ by }) => by),
  ]
  return operands.some((operand) => {
    if (operand.kind !== 'path') return false
    const [first, ...rest] = operand.parts
    const isRelation = fields.some(({ name, target }) => name === first && target !== undefined)
    return (
      operand.from.kind === 'collection' ||
      typeof first === 'object' ||
      (isRelation && rest.length > 0)
    )
  })
}

const makeWorld = async ({ superuser, accepted }: CaseContext, plan: Plan): Promise<World> => {
  for (const { method, path, json } of toSteps(plan)) {
    accepted(await superuser.send(method, path, { json }))
  }
  const collections = toCollections(plan)
  return { collections, listRules: Object.fromEntries(collections.map(({ name }) => [name, ''])) }
}

const clientFor = async (
  { guest, superuser, accepted }: CaseContext,
  by: Step['by'],
): Promise<Client> => {
  if (by === 'guest') return guest
  if (typeof by !== 'object' || !('id' in by)) return superuser
  const path = `/api/collections/${by.collection}/impersonate/${by.id}`
  return guest.withToken(readToken(accepted(await superuser.post(path, {}))))
}

const toAnswer = ({ status, body, failure = '' }: Exchange): Answer =>
  status === undefined ? { headers: '', body: failure } : { status, headers: '', body }

/** What a server and the model say differently about drawn queries, and how many the model does not decide. */
export const compareWithModel = async (
  context: CaseContext,
  isAsked: (world: World, asked: Asked) => boolean,
): Promise<Compared> => {
  const [plan = []] = fc.sample(plans, { seed, numRuns: 1 })
  const world = await makeWorld(context, plan)
  const clients = new Map<Step['by'], Promise<Client>>()
  const asked = fc
    .sample(queries(world.collections), { seed, numRuns: drawnQueries })
    .filter((each) => isAsked(world, each))
  const judged = await askAll(asked, async (each) => {
    const { path, by, headers = {} } = toStep(each)
    const client = clients.get(by) ?? clientFor(context, by)
    clients.set(by, client)
    const answer = toAnswer(await (await client).send('GET', path, { headers }))
    const listed = expectList(world, each)
    const difference = judgeList({ a: answer, b: answer }, listed, each.query)
    const says = ({ seen }: Difference): string =>
      `${decodeURIComponent(path)} => ${seen.a}, expected ${seen.b}`
    return { wrong: difference && says(difference), isDecided: listed.kind !== 'undecided' }
  })
  return {
    decided: judged.filter(({ isDecided }) => isDecided).length / asked.length,
    wrong: judged.flatMap(({ wrong }) => wrong ?? []),
  }
}
