import { conformSchema } from '../collections/support.ts'
import { commonKeys, fieldShape } from './support.ts'

const editor = { name: 'e', type: 'editor' }

export const shape = fieldShape('schema.editor.shape', [
  [editor, { ...commonKeys, ...editor, id: 'editor4024072794', convertURLs: false, maxSize: 0 }],
])

const defaultMaxSize = 5_242_880

export const maxSizeDefault = conformSchema('schema.editor.max-size-default', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { records } = await collection({ fields: [editor] })
    claim('fits', await superuser.post(records, { e: 'a'.repeat(defaultMaxSize) })).status(200)
    claim('one byte more', await superuser.post(records, { e: 'a'.repeat(defaultMaxSize + 1) }))
      .status(400)
      .json('/data/e/code', 'validation_content_size_limit')
  },
})
