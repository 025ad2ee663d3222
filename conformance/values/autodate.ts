import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

const both = { name: 'both', type: 'autodate', onCreate: true, onUpdate: true }
const onlyCreate = { name: 'made', type: 'autodate', onCreate: true, onUpdate: false }
const onlyUpdate = { name: 'changed', type: 'autodate', onCreate: false, onUpdate: true }

const toMs = (value: unknown): number => Date.parse(String(value).replace(' ', 'T'))

export const ignoreInput = conform('values.autodate.ignore-input', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const { records } = await collection({ fields: [both, onlyCreate, onlyUpdate] })
    const old = '2000-01-01 00:00:00.000Z'
    const body = { both: old, made: old, changed: old }
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const created = await client.post(records, body)
      claim(`${who} creates`, created).status(200).json('/both', any.date).json('/changed', '')
      claim(`${who}'s date is not taken`, [created.at('/both'), created.at('/made')]).differs([
        old,
        old,
      ])
      const updated = await client.patch(`${records}/${created.text('/id')}`, body)
      claim(`${who} updates`, updated).status(200).json('/made', created.at('/made'))
      claim(`${who}'s update is not taken`, updated.at('/changed')).differs(old)
      const cleared = await client.patch(`${records}/${created.text('/id')}`, { made: null })
      claim(`${who} cannot clear it`, cleared).json('/made', created.at('/made'))
    }
  },
})

export const onCreate = conform('values.autodate.on-create', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [both, onlyCreate, onlyUpdate] })
    const before = Date.now()
    const created = await guest.post(records, {})
    const after = Date.now()
    for (const name of ['both', 'made']) {
      claim(name, created).status(200).json(`/${name}`, any.date)
      // Milliseconds are cut off.
      claim(`${name} is not before`, toMs(created.at(`/${name}`)) - before).atLeast(-1)
      claim(`${name} is not after`, toMs(created.at(`/${name}`)) - after).atMost(0)
    }
    claim('only on update', created).json('/changed', '')
    const read = await guest.get(`${records}/${created.text('/id')}`)
    claim('is stored', read).status(200).sameBodyAs(created)
  },
})

export const onUpdate = conform('values.autodate.on-update', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const made = await collection({
      fields: [both, onlyCreate, onlyUpdate, { name: 'n', type: 'number', max: 5 }],
    })
    const first = await record(made)
    const path = `${made.records}/${first.id}`
    // Two times of the same millisecond could not be told apart.
    const later = async (body: unknown) => {
      await Bun.sleep(2)
      return guest.patch(path, body)
    }
    const updated = await later({})
    claim('without changes', updated).status(200).json('/made', first['made'])
    claim('is newer', toMs(updated.at('/both')) - toMs(first['both'])).atLeast(1)
    claim('set for the first time', updated).json('/changed', any.date)
    const again = await later({ n: 1 })
    claim('newer each time', toMs(again.at('/changed')) - toMs(updated.at('/changed'))).atLeast(1)
    const wrong = refused(again, await later({ n: 6 }))
    claim('a failed update', wrong).status(400)
    claim('changes nothing', await guest.get(path)).sameBodyAs(again)
  },
})
