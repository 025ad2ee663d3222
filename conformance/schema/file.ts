import { badFormat, conformSchema } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, refuseFields } from './support.ts'

const file = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'avatar',
  type: 'file',
  ...options,
})

export const shape = fieldShape('schema.file.shape', [
  [
    file(),
    {
      ...commonKeys,
      id: 'file376926767',
      maxSelect: 0,
      maxSize: 0,
      mimeTypes: null,
      name: 'avatar',
      protected: false,
      thumbs: null,
      type: 'file',
    },
  ],
])

const defaultMaxSize = 5_242_880

export const maxSizeDefault = conformSchema('schema.file.max-size-default', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { records } = await collection({ fields: [file()] })
    const part = (bytes: number) =>
      ['avatar', { name: 'a.txt', content: 'a'.repeat(bytes) }] as const
    const upload = (...sizes: readonly number[]) =>
      superuser.send('POST', records, { multipart: sizes.map(part) })
    claim('fits', await upload(defaultMaxSize)).status(200)
    claim('one byte more', await upload(defaultMaxSize + 1))
      .status(400)
      .json('/data/avatar/code', 'validation_file_size_limit')
    const two = await upload(1, 1)
    claim('one of two', two).status(200)
    claim('one of two is a text', two.at('/avatar')).matches(/^\w+\.txt$/)
  },
})

export const thumbsFormat = conformSchema('schema.file.thumbs-format', {
  lane: 'shared',
  async check(context) {
    const valid = ['100x100', '0x50', '50x0', '70x50f', '70x50t', '70x50b', '']
    await acceptFields(context, { valid: [file({ thumbs: valid }), { thumbs: valid }] })
    const inList = { code: 'validation_not_in_invalid', message: 'Must not be in list.' }
    const zero = ['100x100', '0x0', '0x50', '0x0t', '0x0b', '0x0f']
    await refuseFields(context, file({ thumbs: valid }), {
      'no size': [
        file({ thumbs: zero }),
        { thumbs: { 1: inList, 3: inList, 4: inList, 5: inList } },
      ],
      'another form': [
        file({ thumbs: ['10x', 'abc', '10x10', '10x10x'] }),
        { thumbs: { 0: badFormat, 1: badFormat, 3: badFormat } },
      ],
    })
  },
})

export const mimeTypesFree = conformSchema('schema.file.mime-types-free', {
  lane: 'shared',
  async check(context) {
    const mimeTypes = ['whatever', '']
    await acceptFields(context, { 'are as sent': [file({ mimeTypes }), { mimeTypes }] })
  },
})
