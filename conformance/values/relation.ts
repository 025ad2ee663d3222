import { conform } from '../harness/case.ts'
import { createFailed, updateFailed } from './support.ts'

const missingRecords = {
  code: 'validation_missing_rel_records',
  message: 'Failed to find all relation records with the provided ids.',
}
const notEnough = {
  code: 'validation_not_enough_values',
  message: 'Select at least 2.',
  params: { minSelect: 2 },
}
const tooMany = {
  code: 'validation_too_many_values',
  message: 'Select no more than 2.',
  params: { maxSelect: 2 },
}

export const cast = conform('values.relation.cast', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const target = await collection()
    const ids = await Promise.all([1, 2, 3].map(async () => (await record(target)).id))
    const [a = '', b = '', c = ''] = ids
    const field = { type: 'relation', collectionId: target.id }
    const made = await collection({
      fields: [
        { name: 'rel', ...field, maxSelect: 1 },
        { name: 'zero', ...field, maxSelect: 0 },
        { name: 'rels', ...field, maxSelect: 5 },
      ],
    })
    const cast: Readonly<Record<string, readonly [body: object, value: object]>> = {
      'not sent': [{}, { rel: '', zero: '', rels: [] }],
      'one text': [
        { rel: a, rels: a },
        { rel: a, rels: [a] },
      ],
      'duplicates and blanks': [{ rels: [a, a, ''] }, { rels: [a] }],
      'the last of several': [
        { rel: [a, b], zero: [b, a] },
        { rel: b, zero: a },
      ],
      'a JSON text': [
        { rels: JSON.stringify([b, a]), rel: `["${a}"]` },
        { rels: [b, a], rel: a },
      ],
      'an object': [
        { rel: { id: a }, rels: { id: a } },
        { rel: '', rels: [] },
      ],
      'a list in a list': [
        { rels: [[a]], rel: [[a]] },
        { rels: [], rel: '' },
      ],
      null: [
        { rel: null, rels: null },
        { rel: '', rels: [] },
      ],
    }
    for (const [label, [body, value]] of Object.entries(cast)) {
      const created = claim(label, await guest.post(made.records, body)).status(200)
      for (const [name, expected] of Object.entries(value)) created.json(`/${name}`, expected)
    }
    const change = async (label: string, before: object, body: object, after: object) => {
      const { id } = await record(made, before as Readonly<Record<string, unknown>>)
      const path = `${made.records}/${id}`
      const changed = claim(label, await guest.patch(path, body)).status(200)
      const read = claim(`${label}, read`, await guest.get(path)).status(200)
      for (const [name, expected] of Object.entries(after)) {
        changed.json(`/${name}`, expected)
        read.json(`/${name}`, expected)
      }
    }
    await change('appends', { rels: [a, b] }, { 'rels+': [c, a] }, { rels: [a, b, c] })
    await change('prepends', { rels: [a, b] }, { '+rels': [c, b] }, { rels: [c, b, a] })
    await change('removes', { rels: [a, b] }, { 'rels-': [a, 'none'] }, { rels: [b] })
    await change('single: appending replaces', { rel: a }, { 'rel+': b }, { rel: b })
    await change('single: prepending keeps', { rel: a }, { '+rel': b }, { rel: a })
    await change('single: removes', { rel: a }, { 'rel-': a }, { rel: '' })
    await change('single: removes no other', { rel: a }, { 'rel-': b }, { rel: a })
  },
})

export const missing = conform('values.relation.missing', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const closed = await collection({ viewRule: null, listRule: null })
    const { id } = await record(closed, { id: 'abcdefghijklmno' })
    const field = { type: 'relation', collectionId: closed.id }
    const { records } = await collection({
      fields: [
        { name: 'rel', ...field, maxSelect: 1 },
        { name: 'rels', ...field, maxSelect: 3 },
      ],
    })
    const control = await guest.post(records, { rel: id, rels: [id] })
    claim('of a closed collection', control).status(200).json('/rel', id).json('/rels', [id])
    const post = async (body: object) => refused(control, await guest.post(records, body))
    claim('no such id', await post({ rel: 'missing' })).error(400, createFailed, {
      rel: missingRecords,
    })
    claim('one of two', await post({ rels: [id, 'missing'] })).error(400, createFailed, {
      rels: missingRecords,
    })
    claim('another letter case', await post({ rel: id.toUpperCase() })).error(400, createFailed, {
      rel: missingRecords,
    })
    claim('both fields', await post({ rel: 'x', rels: ['y'] })).error(400, createFailed, {
      rel: missingRecords,
      rels: missingRecords,
    })
    const path = `${records}/${control.text('/id')}`
    const updated = refused(control, await guest.patch(path, { 'rels+': 'missing' }))
    claim('on update', updated).error(400, updateFailed, { rels: missingRecords })
  },
})

export const selfOnCreate = conform('values.relation.self-on-create', {
  lane: 'shared',
  async check({ guest, collection, changeFields, claim, refused }) {
    const made = await collection()
    const { records, id: collectionId } = made
    const self = { name: 'p', type: 'relation', collectionId, maxSelect: 1 }
    await changeFields(made, (fields) => [...fields, self])
    const id = 'abcdefghijklmno'
    const control = await guest.post(records, { id: 'bbbbbbbbbbbbbbb' })
    const own = refused(control, await guest.post(records, { id, p: id }))
    claim('on create', own).error(400, createFailed, { p: missingRecords })
    const created = await guest.post(records, { id })
    claim('without it', created).status(200)
    claim('on update', await guest.patch(`${records}/${id}`, { p: id }))
      .status(200)
      .json('/p', id)
  },
})

export const minSelect = conform('values.relation.min-select', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const target = await collection()
    const ids = await Promise.all([1, 2].map(async () => (await record(target)).id))
    const rels = {
      name: 'rels',
      type: 'relation',
      collectionId: target.id,
      minSelect: 2,
      maxSelect: 3,
    }
    const { records } = await collection({ fields: [rels] })
    const control = await guest.post(records, { rels: ids })
    claim('enough', control).status(200).json('/rels', ids)
    claim('none', await guest.post(records, { rels: [] }))
      .status(200)
      .json('/rels', [])
    const one = refused(control, await guest.post(records, { rels: [ids[0]] }))
    claim('one', one).error(400, createFailed, { rels: notEnough })
    const twice = refused(control, await guest.post(records, { rels: [ids[0], ids[0]] }))
    claim('the same twice', twice).error(400, createFailed, { rels: notEnough })
  },
})

export const maxSelect = conform('values.relation.max-select', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const target = await collection()
    const ids = await Promise.all([1, 2, 3].map(async () => (await record(target)).id))
    const rels = { name: 'rels', type: 'relation', collectionId: target.id, maxSelect: 2 }
    const { records } = await collection({ fields: [rels] })
    const control = await guest.post(records, { rels: ids.slice(0, 2) })
    claim('two', control).status(200)
    const three = refused(control, await guest.post(records, { rels: ids }))
    claim('three', three).error(400, createFailed, { rels: tooMany })
    const path = `${records}/${control.text('/id')}`
    const appended = refused(control, await guest.patch(path, { 'rels+': ids[2] }))
    claim('one more', appended).error(400, updateFailed, { rels: tooMany })
  },
})

export const checkOrder = conform('values.relation.check-order', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const target = await collection()
    const ids = await Promise.all([1, 2].map(async () => (await record(target)).id))
    const field = { type: 'relation', collectionId: target.id, minSelect: 2, maxSelect: 2 }
    const { records } = await collection({ fields: [{ name: 'rels', ...field, required: true }] })
    const control = await guest.post(records, { rels: ids })
    const post = async (rels: unknown) => refused(control, await guest.post(records, { rels }))
    const blank = { code: 'validation_required', message: 'Cannot be blank.' }
    claim('required first', await post([])).error(400, createFailed, { rels: blank })
    claim('then too few', await post(['x'])).error(400, createFailed, { rels: notEnough })
    claim('then too many', await post(['x', 'y', 'z'])).error(400, createFailed, { rels: tooMany })
    claim('then which are there', await post(['x', 'y'])).error(400, createFailed, {
      rels: missingRecords,
    })
  },
})

export const revalidated = conform('values.relation.revalidated', {
  lane: 'shared',
  async check({ guest, collection, changeFields, record, claim, refused }) {
    const target = await collection()
    const ids = await Promise.all([1, 2, 3].map(async () => (await record(target)).id))
    const rels = { name: 'rels', type: 'relation', collectionId: target.id, maxSelect: 3 }
    const made = await collection({ fields: [rels] })
    const { id } = await record(made, { rels: ids })
    const path = `${made.records}/${id}`
    const control = await guest.patch(path, {})
    await changeFields(made, (fields) =>
      fields.map((field) => (field.name === 'rels' ? { ...field, maxSelect: 2 } : field)),
    )
    const answer = refused(control, await guest.patch(path, {}))
    claim('nothing sent', answer).error(400, updateFailed, { rels: tooMany })
    claim('mended', await guest.patch(path, { rels: ids.slice(0, 2) })).status(200)
  },
})
