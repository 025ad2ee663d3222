import { conformSchema, createFailed, updateFailed } from './support.ts'

const changed = {
  code: 'validation_collection_type_change',
  message: 'Collection type cannot be changed.',
}

export const unknown = conformSchema('collections.type.unknown', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const control = await create({ name: unique('t_'), type: 'base' })
    for (const type of ['unknown', 'Base']) {
      const answer = refused(control, await create({ name: unique('t_'), type }))
      claim(type, answer).error(400, createFailed, {
        type: { code: 'validation_in_invalid', message: 'Must be a valid value.' },
      })
    }
  },
})

export const change = conformSchema('collections.type.change', {
  lane: 'shared',
  async check({ superuser, collection, update, claim, refused }) {
    const { name, path } = await collection({ type: 'auth' })
    const control = await update(name, { type: 'auth' })
    const answer = refused(control, await update(name, { type: 'base' }))
    claim('is refused', answer).error(400, updateFailed, { type: changed })
    claim('changes nothing', await superuser.get(path))
      .status(200)
      .json('/type', 'auth')
  },
})

export const changeToAuth = conformSchema('collections.type.change-to-auth-extra-errors', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection()
    claim('names both', await update(name, { name: 'users', type: 'auth' }))
      .status(400)
      .json('/data/name/code', 'validation_collection_name_exists')
      .json('/data/type', changed)
  },
})
