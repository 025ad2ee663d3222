import { conformSchema, createFailed, noLessThan, updateFailed } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, refuseFields } from './support.ts'
import { blank } from '../harness/wording.ts'

const relation = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'r',
  type: 'relation',
  ...options,
})

const collectionId = '_pb_users_auth_'

const missing = {
  code: 'validation_field_relation_missing_collection',
  message: "The relation collection doesn't exist.",
}

export const shape = fieldShape('schema.relation.shape', [
  [
    relation({ id: 'r1', collectionId }),
    {
      ...commonKeys,
      ...relation({ id: 'r1', collectionId }),
      cascadeDelete: false,
      maxSelect: 0,
      minSelect: 0,
    },
  ],
])

export const collectionRequired = conformSchema('schema.relation.collection-required', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, relation({ collectionId }), {
      missing: [relation(), { collectionId: blank }],
      empty: [relation({ collectionId: '' }), { collectionId: blank }],
    })
  },
})

export const collectionMissing = conformSchema('schema.relation.collection-missing', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, relation({ collectionId }), {
      'an unknown id': [relation({ collectionId: 'missing' }), { collectionId: missing }],
      'a name': [relation({ collectionId: 'users' }), { collectionId: missing }],
    })
  },
})

export const selfOnCreate = conformSchema('schema.relation.self-on-create', {
  lane: 'shared',
  async check({ unique, create, update, claim }) {
    const id = unique('self_')
    const name = unique('c_')
    const fields = [relation({ collectionId: id })]
    claim('not at once', await create({ id, name, fields })).error(400, createFailed, {
      fields: { 1: { collectionId: missing } },
    })
    claim('first the collection', await create({ id, name })).status(200)
    claim('then the field', await update(id, { fields }))
      .status(200)
      .json('/fields/1/collectionId', id)
  },
})

export const collectionChange = conformSchema('schema.relation.collection-change', {
  lane: 'shared',
  async check({ collection, update, claim, refused }) {
    const other = await collection()
    const { name } = await collection({ fields: [relation({ id: 'r1', collectionId })] })
    const change = (target: string) =>
      update(name, { fields: [relation({ id: 'r1', collectionId: target })] })
    const control = await change(collectionId)
    const error = {
      code: 'validation_field_relation_change',
      message: 'The relation collection cannot be changed.',
    }
    for (const [what, target] of Object.entries({ existing: other.id, missing: 'missing' })) {
      claim(what, refused(control, await change(target))).error(400, updateFailed, {
        fields: { 1: { collectionId: error } },
      })
    }
  },
})

export const viewTarget = conformSchema('schema.relation.view-target', {
  lane: 'shared',
  async check({ unique, collection, create, claim, refused }) {
    const view = await collection({ type: 'view', viewQuery: 'select 1 as id' })
    const error = {
      code: 'validation_relation_field_non_view_base_collection',
      message: 'Only view collections are allowed to have relations to other views.',
    }
    for (const type of ['base', 'auth']) {
      const make = (target: string) =>
        create({ name: unique('c_'), type, fields: [relation({ collectionId: target })] })
      const control = await make(collectionId)
      claim(type, refused(control, await make(view.id))).error(400, createFailed, {
        fields: { 1: { collectionId: error } },
      })
    }
  },
})

export const selectLimits = conformSchema('schema.relation.select-limits', {
  lane: 'shared',
  async check(context) {
    const limited = (options: Readonly<Record<string, unknown>>) =>
      relation({ collectionId, ...options })
    await acceptFields(context, {
      equal: [limited({ minSelect: 2, maxSelect: 2 }), { minSelect: 2, maxSelect: 2 }],
      'no upper limit': [limited({ maxSelect: 2_000_000_000 }), { maxSelect: 2_000_000_000 }],
    })
    await refuseFields(context, limited({ minSelect: 2, maxSelect: 2 }), {
      'no maxSelect': [limited({ minSelect: 1 }), { maxSelect: blank }],
      less: [limited({ minSelect: 2, maxSelect: 1 }), { maxSelect: noLessThan(2) }],
    })
  },
})
