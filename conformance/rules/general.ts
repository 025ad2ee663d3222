import { conform } from '../harness/case.ts'
import { decideLists, setRules } from './support.ts'

const hour = 3_600_000

export const macros = conform('rules.macros', {
  lane: 'shared',
  async check(context) {
    const { collection, record, guest } = context
    const made = await collection({ fields: [{ name: 'publishAt', type: 'date' }] })
    const at = (offset: number): string => new Date(Date.now() + offset).toISOString()
    const past = await record(made, { publishAt: at(-hour) })
    const none = await record(made)
    const later = await record(made, { publishAt: at(hour) })
    const row = (ids: string) => [['a guest', guest, {}, ids]] as const
    await decideLists(context, made, {
      'publishAt <= @now': row(`${past.id} ${none.id}`),
      'publishAt > @now': row(later.id),
      "strftime('%Y', publishAt) >= '2000'": row(`${past.id} ${later.id}`),
      'geoDistance(0, 0, 0, 1) > 100 && publishAt = null': row(none.id),
    })
  },
})

export const realtime = conform('rules.realtime', {
  lane: 'shared',
  async check(context) {
    const { collection, record, claim, guest, superuser, realtime: connect, accepted } = context
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made)
    const all = `${made.name}/*`
    const single = `${made.name}/${id}`
    /** What each subscriber hears of one change; one whom the rules let hear all tells that it was sent. */
    const heard = async (rules: Readonly<Record<string, unknown>>, topic: string, options = {}) => {
      await setRules(context, made, rules)
      const root = await connect(superuser)
      const subscriber = await connect(guest)
      accepted(await root.subscribe([topic]))
      accepted(await subscriber.subscribe([topic], options))
      accepted(await superuser.patch(`${made.records}/${id}`, { title: context.unique('t') }))
      const sent = await root.next(({ event }) => event.startsWith(made.name))
      // Messages of one change leave together, so this one is not long behind.
      const got = await subscriber.next(({ event }) => event.startsWith(made.name), 400)
      await root.close()
      await subscriber.close()
      return { sent: sent.value !== undefined, got: got.value !== undefined }
    }
    const yes = { sent: true, got: true }
    const no = { sent: true, got: false }
    const closed = { listRule: null, viewRule: null }
    const k = "@request.query.k = 'v'"
    const sends = { query: { k: 'v' } }
    claim('null rules, all', await heard(closed, all)).equals(no)
    claim('null rules, one', await heard(closed, single)).equals(no)
    const viewed = { listRule: null, viewRule: '' }
    claim('all: not the viewRule', await heard(viewed, all)).equals(no)
    claim('one: the viewRule', await heard(viewed, single)).equals(yes)
    const listed = { listRule: '', viewRule: null }
    claim('all: the listRule', await heard(listed, all)).equals(yes)
    claim('one: not the listRule', await heard(listed, single)).equals(no)
    claim('the name alone: the listRule', await heard(listed, made.name)).equals(yes)
    claim('a query that is not sent', await heard({ listRule: k }, all)).equals(no)
    claim('a query of the options', await heard({ listRule: k }, all, sends)).equals(yes)
    const header = { listRule: "@request.headers.x_token = 'a'" }
    claim(
      'a header of the options',
      await heard(header, all, { headers: { x_token: 'a' } }),
    ).equals(yes)
    const at = "@request.context = 'realtime' && @request.method = 'GET'"
    claim('context and method', await heard({ listRule: at }, all)).equals(yes)
  },
})
