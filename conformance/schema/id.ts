import { conformSchema, crc32 } from '../collections/support.ts'
import { acceptFields, refuseFields } from './support.ts'
import { lengthBetween } from '../harness/wording.ts'

export const generated = conformSchema('schema.id.generated', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      text: [{ name: 'title', type: 'text' }, { id: 'text724990059' }],
      empty: [{ id: '', name: 'title', type: 'text' }, { id: 'text724990059' }],
      autodate: [
        { name: 'created', type: 'autodate', onCreate: true },
        { id: 'autodate2990389176' },
      ],
      geoPoint: [{ name: 'point', type: 'geoPoint' }, { id: 'geoPoint3081106212' }],
      any: [{ name: 'Any_Name_1', type: 'bool' }, { id: `bool${crc32('Any_Name_1')}` }],
    })
  },
})

export const conflict = conformSchema('schema.id.generated-conflict', {
  lane: 'shared',
  async check({ createWith, claim }) {
    const taken = (id: string, name: string) => ({ id, name, type: 'text' })
    const title = { name: 'title', type: 'text' }
    const id = 'text724990059'
    claim('the second ends in 2', await createWith(taken(id, 'x'), title))
      .status(200)
      .json('/fields/2/id', `${id}2`)
    claim('the third in 3', await createWith(taken(id, 'x'), taken(`${id}2`, 'y'), title))
      .status(200)
      .json('/fields/3/id', `${id}3`)
  },
})

export const stable = conformSchema('schema.id.stable-on-rename', {
  lane: 'shared',
  async check({ createWith, update, claim }) {
    const created = await createWith({ name: 'title', type: 'text' })
    const id = created.text('/fields/1/id')
    const fields = [{ id, name: 'headline', type: 'text' }]
    claim('stays', await update(created.text('/id'), { fields }))
      .status(200)
      .length('/fields', 2)
      .json('/fields/1/id', id)
      .json('/fields/1/name', 'headline')
  },
})

export const custom = conformSchema('schema.id.custom', {
  lane: 'shared',
  async check(context) {
    const field = (id: string) => ({ id, name: 'a', type: 'text' })
    const accepted = ['a b/ä!', 'x', 'a'.repeat(100), 'ä'.repeat(50)]
    await acceptFields(
      context,
      Object.fromEntries(accepted.map((id) => [`takes ${id}`, [field(id), { id }]])),
    )
    await refuseFields(context, field('a'), {
      '101 characters': [field('a'.repeat(101)), { id: lengthBetween(1, 100) }],
      '102 bytes': [field('ä'.repeat(51)), { id: lengthBetween(1, 100) }],
    })
  },
})
