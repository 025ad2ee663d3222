import { conform } from '../harness/case.ts'

/** So many quick requests; fewer than four are never delayed. */
const requests = 12
const delayMs = 500

export const delay = conform('filter.timing.delay', {
  lane: 'private',
  async check({ guest, superuser, collection, record, claim }) {
    const fields = [{ name: 'title', type: 'text' }]
    const ruled = await collection({ fields, listRule: "id != ''" })
    const open = await collection({ fields })
    for (const made of [ruled, open]) await record(made, { title: 'some' })
    const run = async (client: typeof guest, records: string, filter: string) => {
      const times: number[] = []
      const answers = new Set<string>()
      for (let count = 0; count < requests; count++) {
        const started = performance.now()
        const { status, body } = await client.get(records, { filter })
        times.push(performance.now() - started)
        answers.add(`${String(status)} ${body}`)
      }
      return { times, answers: [...answers] }
    }
    const none = "title = 'none'"
    const slow = await run(guest, ruled.records, none)
    const empty = '{"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}\n'
    claim('the answer stays the same', slow.answers).equals([`200 ${empty}`])
    // Nine random delays below half a second: that all of them are short is one chance in many millions.
    claim('some are delayed', Math.max(...slow.times.slice(3))).atLeast(60)
    claim('none for longer than said', Math.max(...slow.times)).atMost(delayMs + 1000)
    const total = ({ times }: { readonly times: readonly number[] }): number =>
      times.reduce((sum, time) => sum + time, 0)
    const others = {
      'not a superuser': await run(superuser, ruled.records, none),
      'not without a rule': await run(guest, open.records, none),
      'not with an item': await run(guest, ruled.records, "title = 'some'"),
      'not without a filter': await run(guest, ruled.records, ''),
    }
    for (const [who, quick] of Object.entries(others)) {
      claim(who, total(quick)).atMost(total(slow) / 2)
    }
  },
})
