import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

const failed = 'Failed to create record.'

export const response = conform('records.create.response', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { id, name, records } = await collection({
      viewRule: null,
      fields: [
        { name: 'title', type: 'text' },
        { name: 'count', type: 'number' },
        { name: 'created', type: 'autodate', onCreate: true },
      ],
    })
    const created = await guest.post(records, { title: 'a', count: '7' })
    claim('answers the stored record', created).status(200).body({
      collectionId: id,
      collectionName: name,
      count: 7,
      created: any.date,
      id: any.id,
      title: 'a',
    })
  },
})

export const defaults = conform('records.create.defaults', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const other = await collection()
    const { records, id, name } = await collection({
      fields: [
        { name: 'text', type: 'text' },
        { name: 'number', type: 'number' },
        { name: 'bool', type: 'bool' },
        { name: 'json', type: 'json' },
        { name: 'date', type: 'date' },
        { name: 'one', type: 'select', values: ['a', 'b'], maxSelect: 1 },
        { name: 'many', type: 'select', values: ['a', 'b'], maxSelect: 2 },
        { name: 'rel', type: 'relation', collectionId: other.id, maxSelect: 1 },
        { name: 'rels', type: 'relation', collectionId: other.id, maxSelect: 9 },
        { name: 'email', type: 'email' },
        { name: 'url', type: 'url' },
        { name: 'editor', type: 'editor' },
        { name: 'point', type: 'geoPoint' },
        { name: 'file', type: 'file' },
      ],
    })
    claim('every field has its zero value', await guest.post(records, {}))
      .status(200)
      .body({
        bool: false,
        collectionId: id,
        collectionName: name,
        date: '',
        editor: '',
        email: '',
        file: '',
        id: any.id,
        json: null,
        many: [],
        number: 0,
        one: '',
        point: { lat: 0, lon: 0 },
        rel: '',
        rels: [],
        text: '',
        url: '',
      })
  },
})

export const errorsCollected = conform('records.create.errors-collected', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [
        { name: 'a', type: 'text', required: true },
        { name: 'b', type: 'number', required: true },
      ],
    })
    const blank = { code: 'validation_required', message: 'Cannot be blank.' }
    claim('names both', await guest.post(records, {})).error(400, failed, { a: blank, b: blank })
  },
})

export const idCustom = conform('records.create.id-custom', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    const created = await guest.post(records, { id: '123456789012345' })
    claim('keeps the id', created).status(200).json('/id', '123456789012345')
  },
})

export const idTooShort = conform('records.create.id-too-short', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    claim('is refused', await guest.post(records, { id: '12345678901234' })).error(400, failed, {
      id: {
        code: 'validation_min_text_constraint',
        message: 'Must be at least 15 character(s).',
        params: { min: 15 },
      },
    })
  },
})

export const idDuplicate = conform('records.create.id-duplicate-default-pattern', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection()
    const first = await guest.post(records, { id: '123456789012345' })
    const second = refused(first, await guest.post(records, { id: '123456789012345' }))
    claim('the database tells', second).error(400, failed, {
      id: { code: 'validation_not_unique', message: 'Value must be unique.' },
    })
  },
})

export const uniqueIndex = conform('records.create.unique-index', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const name = unique('u_')
    const { records } = await collection({
      name,
      fields: [
        { name: 'a', type: 'text' },
        { name: 'b', type: 'text' },
      ],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (a, b)`],
    })
    const first = await guest.post(records, { a: 'x', b: 'y' })
    const second = refused(first, await guest.post(records, { a: 'x', b: 'y' }))
    const taken = { code: 'validation_not_unique', message: 'Value must be unique.' }
    claim('names every column of the index', second).error(400, failed, { a: taken, b: taken })
    claim('another pair is fine', await guest.post(records, { a: 'x', b: 'z' })).status(200)
  },
})
