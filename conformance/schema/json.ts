import { conformSchema } from '../collections/support.ts'
import { commonKeys } from './support.ts'

const defaultMaxSize = 1_048_576

export const shape = conformSchema('schema.json.shape', {
  lane: 'shared',
  async check({ superuser, createWith, claim }) {
    const created = await createWith({ id: 'j1', name: 'j', type: 'json' })
    claim('has these keys', created)
      .status(200)
      .json('/fields/1', { ...commonKeys, id: 'j1', name: 'j', type: 'json', maxSize: 0 })
    const records = `/api/collections/${created.text('/name')}/records`
    // The two quotes count.
    const text = (bytes: number) => ({ j: 'a'.repeat(bytes - 2) })
    claim('fits', await superuser.post(records, text(defaultMaxSize))).status(200)
    claim('one byte more', await superuser.post(records, text(defaultMaxSize + 1)))
      .status(400)
      .json('/data/j/code', 'validation_json_size_limit')
  },
})
