import { withJson, withStatus } from '../harness/fault.ts'
import { conform } from '../harness/case.ts'
import { notUnique } from '../harness/wording.ts'
import { updateFailed } from '../values/support.ts'

const title = { name: 'title', type: 'text' }
const notFound = "The requested resource wasn't found."

export const partial = conform('records.update.partial', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      fields: [
        { name: 'a', type: 'text' },
        { name: 'b', type: 'text' },
        { name: 'n', type: 'number' },
        { name: 'j', type: 'json' },
      ],
    })
    const { id } = await record(made, { a: '1', b: '2', n: 3, j: { x: 1 } })
    const path = `${made.records}/${id}`
    const whole = {
      collectionId: made.id,
      collectionName: made.name,
      id,
      b: '2',
      n: 3,
      j: { x: 1 },
    }
    const updated = await guest.patch(path, { a: 'x' })
    claim('answers the whole record', updated)
      .status(200)
      .body({ ...whole, a: 'x' })
    claim('is stored', await guest.get(path)).sameBodyAs(updated)
    const other = await record(made, { a: '1' })
    claim('no other', await guest.get(`${made.records}/${other.id}`)).json('/a', '1')
    const form = await guest.send('PATCH', path, { multipart: [['n', '4']] })
    claim('by a form', form)
      .status(200)
      .body({ ...whole, a: 'x', n: 4 })
    const unknown = await guest.patch(`${made.records}/missing`, { a: 'x' })
    claim('an unknown record', unknown).error(404, notFound)
    await guest.delete(path)
    claim('a deleted one', await guest.patch(path, { a: 'x' })).error(404, notFound)
    claim('does not come back', await guest.get(path)).status(404)
  },
})

const toMs = (value: unknown): number => Date.parse(String(value).replace(' ', 'T'))

export const noChange = conform('records.update.no-change-still-saves', {
  lane: 'shared',
  async check({ guest, collection, changeFields, record, claim, refused }) {
    const made = await collection({
      fields: [title, { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true }],
    })
    const before = await record(made, { title: 'abc' })
    const path = `${made.records}/${before.id}`
    // Two times of the same millisecond could not be told apart.
    await Bun.sleep(2)
    const control = await guest.patch(path, {})
    claim('is a save', control).status(200).json('/title', 'abc')
    claim('a later date', toMs(control.at('/updated')) - toMs(before['updated'])).atLeast(1)
    await changeFields(made, (fields) =>
      fields.map((field) => (field.name === 'title' ? { ...field, min: 5 } : field)),
    )
    const answer = refused(control, await guest.patch(path, {}))
    claim('validates what is stored', answer).error(400, updateFailed, {
      title: {
        code: 'validation_min_text_constraint',
        message: 'Must be at least 5 character(s).',
        params: { min: 5 },
      },
    })
    claim('changes nothing then', await guest.get(path)).sameBodyAs(control)
  },
})

export const idChange = conform('records.update.id-change', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim, refused }) {
    const made = await collection({ fields: [title] })
    const { id } = await record(made, { title: 'a' })
    const path = `${made.records}/${id}`
    const control = await guest.patch(path, { id })
    claim('the same', control).status(200).json('/id', id)
    const pkChange = {
      code: 'validation_pk_change',
      message: 'The record primary key cannot be changed.',
    }
    for (const body of [
      { id: 'other0000000000' },
      { id: '' },
      { id: null },
      { id: 5 },
      { id: [id] },
      { id: id.toUpperCase() },
      { 'id:autogenerate': '' },
      { id: 'x', title: 'b' },
    ]) {
      for (const [who, client] of [
        ['guest', guest],
        ['superuser', superuser],
      ] as const) {
        const answer = refused(control, await client.patch(path, body))
        const label = JSON.stringify(body)
          .replaceAll(id, '<id>')
          .replaceAll(id.toUpperCase(), '<ID>')
        claim(`${label}, ${who}`, answer).error(400, updateFailed, { id: pkChange })
      }
    }
    claim('nothing changed', await guest.get(path)).sameBodyAs(control)
  },
})

export const failureMessage = conform('records.update.failure-message', {
  lane: 'shared',
  async check({ guest, collection, record, unique, claim, refused }) {
    const name = unique('u_')
    const made = await collection({
      name,
      fields: [title, { name: 'n', type: 'number', max: 5 }],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (title)`],
    })
    await record(made, { title: 'taken' })
    const { id } = await record(made, { title: 'a' })
    const path = `${made.records}/${id}`
    const control = await guest.patch(path, { title: 'b' })
    const answer = refused(control, await guest.patch(path, { title: 'taken' }))
    claim('a unique index', answer).error(400, updateFailed, { title: notUnique })
    const large = refused(control, await guest.patch(path, { title: 'taken', n: 6 }))
    claim('a value, before the index', large).error(400, updateFailed, {
      n: { code: 'validation_max_number_constraint', message: 'Must be less than 5.000000.' },
    })
    claim('nothing changed', await guest.get(path)).sameBodyAs(control)
  },
})

export const ownUniqueValue = conform('records.update.own-unique-value', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, unique, claim, refused }) {
    const name = unique('u_')
    const made = await collection({
      name,
      type: 'auth',
      manageRule: "@request.auth.title = 'manager'",
      fields: [title, { name: 'code', type: 'text' }],
      indexes: [
        `CREATE UNIQUE INDEX idx_title_${name} ON ${name} (title)`,
        `CREATE UNIQUE INDEX idx_code_${name} ON ${name} (code COLLATE NOCASE)`,
      ],
    })
    const manager = await user({ title: 'manager', code: 'm' }, made)
    const owner = await user({ title: 'a', code: 'abc' }, made)
    const path = `${made.records}/${owner.id}`
    const control = await guest.patch(path, { title: 'b' })
    claim('a text', await guest.patch(path, { title: 'b' }))
      .status(200)
      .json('/title', 'b')
    const taken = refused(control, await guest.patch(path, { title: 'manager' }))
    claim('that of another', taken).error(400, updateFailed, { title: notUnique })
    claim('other letters', await guest.patch(path, { code: 'ABC' }))
      .status(200)
      .json('/code', 'ABC')
    for (const [who, client] of [
      ['owner', owner.client],
      ['manager', manager.client],
      ['superuser', superuser],
    ] as const) {
      claim(`an e-mail, ${who}`, await client.patch(path, { email: owner.email }))
        .status(200)
        .json('/email', owner.email)
    }
  },
})

export const responseNotFiltered = conform('records.update.response-not-view-filtered', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    for (const rule of [null, "id = 'other'"]) {
      const made = await collection({ viewRule: rule, listRule: rule, fields: [title] })
      const { id } = await record(made, { title: 'a' })
      claim(`viewRule ${rule}`, await guest.patch(`${made.records}/${id}`, { title: 'b' }))
        .status(200)
        .body({ collectionId: made.id, collectionName: made.name, id, title: 'b' })
    }
  },
})

/** As many as a burst of impatient clients sends. */
const atOnce = Array.from({ length: 20 }, (_, n) => n + 1)

export const concurrentDelete = conform('records.update.concurrent-delete', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const notes = await collection({ fields: [{ name: 'n', type: 'number' }] })
    const { id } = await record(notes)
    const path = `${notes.records}/${id}`
    const half = atOnce.length / 2
    const update = (n: number) => guest.patch(path, { n })
    const [before, deleted, after] = await Promise.all([
      Promise.all(atOnce.slice(0, half).map(update)),
      guest.delete(path),
      Promise.all(atOnce.slice(half).map(update)),
    ])
    claim('deletes it', deleted).status(204)
    const others = [...before, ...after].filter(({ status }) => status !== 200 && status !== 404)
    claim(
      'an update finds it or not',
      others.map(({ status }) => status),
    ).equals([])
    claim('is gone', await guest.get(path)).status(404)
  },
  mustCatch: {
    'is gone': [withStatus(404, 200)],
  },
})

export const concurrentWhole = conform('records.update.concurrent-whole', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const fields = ['a', 'b'].map((name) => ({ name, type: 'number' }))
    const notes = await collection({ fields })
    const { id } = await record(notes)
    const path = `${notes.records}/${id}`
    const answers = await Promise.all(atOnce.map((n) => guest.patch(path, { a: n, b: n })))
    const pairOf = (json: unknown) => {
      const { a, b } = json as Record<'a' | 'b', unknown>
      return [a, b]
    }
    claim(
      'each answer is its own',
      answers.map(({ json }) => pairOf(json)),
    ).equals(atOnce.map((n) => [n, n]))
    const [a, b] = pairOf((await guest.get(path)).json)
    claim('one of them is kept', atOnce.includes(Number(a))).equals(true)
    claim('whole', b).equals(a)
  },
  mustCatch: {
    'each answer is its own': [withJson('/b', 0)],
    whole: [withJson('/b', 0)],
  },
})
