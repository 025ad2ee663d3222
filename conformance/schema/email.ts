import { conformSchema } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, refuseFields, type WrongFields } from './support.ts'

const types = ['email', 'url'] as const
const lists = ['onlyDomains', 'exceptDomains'] as const

export const shape = fieldShape(
  'schema.email.shape',
  types.flatMap((type) => {
    const field = { id: 'm1', name: 'm', type }
    const none = { ...commonKeys, ...field, exceptDomains: null, onlyDomains: null }
    return [
      [field, none],
      [
        { ...field, onlyDomains: [] },
        { ...none, onlyDomains: [] },
      ],
      [
        { ...field, exceptDomains: ['a.co'] },
        { ...none, exceptDomains: ['a.co'] },
      ],
    ] as const
  }),
)

export const domainsExclusive = conformSchema('schema.email.domains-exclusive', {
  lane: 'shared',
  async check(context) {
    const domains = ['example.com']
    for (const type of types) {
      const field = { name: 'm', type, exceptDomains: domains }
      const empty = { code: 'validation_empty', message: 'Must be blank.' }
      await refuseFields(
        context,
        { ...field, onlyDomains: [] },
        {
          [type]: [
            { ...field, onlyDomains: domains },
            { exceptDomains: empty, onlyDomains: empty },
          ],
        },
      )
    }
  },
})

export const domainsFormat = conformSchema('schema.email.domains-format', {
  lane: 'shared',
  async check(context) {
    const error = { code: 'validation_is_domain', message: 'Must be a valid domain.' }
    const domains = ['example.com', 'invalid', 'http://a.com', '', 'a.com:80', 'a.com/b', 'aB.com']
    const valid = ['example.com', '', 'sub.a-b.example.co', 'a.COM', 'A.com']
    const wrong: Record<string, WrongFields[string]> = {}
    for (const type of types) {
      for (const list of lists) {
        const field = { name: 'm', type }
        const errors = { 1: error, 2: error, 4: error, 5: error, 6: error }
        wrong[`${type}: ${list}`] = [{ ...field, [list]: domains }, { [list]: errors }]
        await acceptFields(context, {
          [`${type}: valid ${list}`]: [{ ...field, [list]: valid }, { [list]: valid }],
        })
      }
    }
    await refuseFields(context, { name: 'm', type: 'email', onlyDomains: valid }, wrong)
  },
})
