import type { Answer, Step } from './session.ts'

/** Sends one step; undefined when nothing more can be sent because the servers have parted. */
export type Ask = (step: Step) => Promise<Answer | undefined>

const own: Step = {
  method: 'GET',
  path: `/api/collections?perPage=500&fields=id&filter=${encodeURIComponent('system = false && name != "users"')}`,
}

/** References and rules hold collections together, cycles included; without fields nothing does. */
const bare = {
  fields: [],
  indexes: [],
  listRule: null,
  viewRule: null,
  createRule: null,
  updateRule: null,
  deleteRule: null,
}

const maxRounds = 6

/**
 * Plays a subject's own steps, then deletes every collection that a fresh server does not have. Throws when some resist:
 * later sessions would see them.
 */
export const tidyUp = async (ask: Ask, steps: readonly Step[] = []): Promise<void> => {
  for (const step of steps) await ask(step)
  let before: readonly string[] = []
  let refusal = ''
  for (let round = 0; round < maxRounds; round++) {
    const listed = await ask(own)
    if (listed === undefined) return
    const ids = idsIn(listed)
    if (ids.length === 0) return
    if (ids.length === before.length) {
      for (const id of ids)
        await ask({ method: 'PATCH', path: `/api/collections/${id}`, json: bare })
    }
    for (const id of ids.toReversed()) {
      const deleted = await ask({ method: 'DELETE', path: `/api/collections/${id}` })
      if (deleted === undefined) return
      if (deleted.status !== 204) refusal = deleted.body
    }
    before = ids
  }
  throw new Error(`collections that cannot be deleted: ${before.join(', ')}; ${refusal}`)
}

const idsIn = ({ status, body }: Answer): readonly string[] => {
  if (status !== 200) throw new Error(`collections cannot be listed: ${status} ${body}`)
  // Both servers have answered 200 to a list of collections with `fields=id`.
  const { items } = JSON.parse(body) as { readonly items: readonly { readonly id: string }[] }
  return items.map(({ id }) => id)
}
