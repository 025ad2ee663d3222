import { any } from '../harness/match.ts'
import { conformSchema, oneOfEachType } from './support.ts'

const baseKeys = [
  'id',
  'listRule',
  'viewRule',
  'createRule',
  'updateRule',
  'deleteRule',
  'name',
  'type',
  'fields',
  'indexes',
  'created',
  'updated',
  'system',
]

/** Key order is no promise of these entries, so sets are compared. */
const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value).sort() : []

export const base = conformSchema('collections.shape.base-keys', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const name = unique('b_')
    const created = await create({ name, type: 'base' })
    claim('has these keys and values', created)
      .status(200)
      .body({
        createRule: null,
        created: any.date,
        deleteRule: null,
        fields: any.array,
        id: any.matching(/^pbc_\d+$/),
        indexes: [],
        listRule: null,
        name,
        system: false,
        type: 'base',
        updateRule: null,
        updated: any.date,
        viewRule: null,
      })
    claim('has the id field', created).length('/fields', 1).json('/fields/0', {
      autogeneratePattern: '[a-z0-9]{15}',
      hidden: false,
      id: 'text3208210256',
      max: 15,
      min: 15,
      name: 'id',
      pattern: '^[a-z0-9]+$',
      presentable: false,
      primaryKey: true,
      required: true,
      system: true,
      type: 'text',
    })
  },
})

export const view = conformSchema('collections.shape.view-keys', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const viewQuery = 'select   1 as id'
    const created = await create({ name: unique('v_'), type: 'view', viewQuery })
    claim('answers the query as sent', created).status(200).json('/viewQuery', viewQuery)
    claim('has one key more', keysOf(created.json)).equals([...baseKeys, 'viewQuery'].sort())
  },
})

export const auth = conformSchema('collections.shape.auth-keys', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({ name: unique('a_'), type: 'auth' })
    claim('is created', created).status(200).json('/type', 'auth')
    claim('has these keys', keysOf(created.json)).equals(
      [
        ...baseKeys,
        'authRule',
        'manageRule',
        'authAlert',
        'oauth2',
        'passwordAuth',
        'mfa',
        'otp',
        'authToken',
        'passwordResetToken',
        'emailChangeToken',
        'verificationToken',
        'fileToken',
        'verificationTemplate',
        'resetPasswordTemplate',
        'confirmEmailChangeTemplate',
      ].sort(),
    )
  },
})

export const authNested = conformSchema('collections.shape.auth-nested-keys', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({ name: unique('a_'), type: 'auth' })
    const template = { subject: any.string, body: any.string }
    const token = { duration: any.number }
    const shapes = {
      authAlert: { enabled: any.boolean, emailTemplate: template },
      oauth2: {
        providers: any.array,
        mappedFields: {
          id: any.string,
          name: any.string,
          username: any.string,
          avatarURL: any.string,
        },
        enabled: any.boolean,
      },
      passwordAuth: { enabled: any.boolean, identityFields: any.array },
      mfa: { enabled: any.boolean, duration: any.number, rule: any.string },
      otp: {
        enabled: any.boolean,
        duration: any.number,
        length: any.number,
        emailTemplate: template,
      },
      authToken: token,
      passwordResetToken: token,
      emailChangeToken: token,
      verificationToken: token,
      fileToken: token,
      verificationTemplate: template,
      resetPasswordTemplate: template,
      confirmEmailChangeTemplate: template,
    }
    for (const [key, shape] of Object.entries(shapes)) claim(key, created).json(`/${key}`, shape)
  },
})

export const provider = conformSchema('collections.shape.provider-keys', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({
      name: unique('a_'),
      type: 'auth',
      oauth2: {
        enabled: true,
        providers: [
          { name: 'gitlab', clientId: 'a', clientSecret: 'b' },
          { name: 'google', clientId: 'a', clientSecret: 'b', pkce: true, extra: { a: 1 } },
        ],
      },
    })
    const unset = { authURL: '', tokenURL: '', userInfoURL: '', displayName: '' }
    claim('unset', created)
      .status(200)
      .json('/oauth2/providers/0', {
        ...unset,
        pkce: null,
        name: 'gitlab',
        clientId: 'a',
        extra: null,
      })
    claim('set', created).json('/oauth2/providers/1', {
      ...unset,
      pkce: true,
      name: 'google',
      clientId: 'a',
      extra: { a: 1 },
    })
  },
})

export const lists = conformSchema('collections.shape.indexes-always-array', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    claim('indexes', await create({ name: unique('b_'), indexes: null }))
      .status(200)
      .json('/indexes', [])
    const made = await create({ name: unique('a_'), type: 'auth', oauth2: { providers: null } })
    claim('providers', made).status(200).json('/oauth2/providers', [])
  },
})

export const keyOrder = conformSchema('collections.shape.key-order', {
  lane: 'shared',
  async check({ superuser, unique, collection, create, update, claim }) {
    const related = await collection()
    for (const [type, body] of Object.entries(oneOfEachType(related))) {
      const shape = `${type as 'base' | 'auth'}Collection` as const
      const name = unique('k_')
      claim(`${type}: create`, await create({ ...body, name }))
        .status(200)
        .shape(shape)
      claim(`${type}: view`, await superuser.get(`/api/collections/${name}`))
        .status(200)
        .shape(shape)
      claim(`${type}: update`, await update(name, {}))
        .status(200)
        .shape(shape)
      claim(`${type}: list`, await superuser.get('/api/collections', { filter: `name='${name}'` }))
        .status(200)
        .length('/items', 1)
        .shape('collections')
    }
    claim('scaffolds', await superuser.get('/api/collections/meta/scaffolds'))
      .status(200)
      .shape('scaffolds')
  },
})

const recentMs = 60_000

export const timestamps = conformSchema('collections.shape.timestamps', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({ name: unique('b_') })
    for (const key of ['created', 'updated']) {
      claim(`${key} has the form`, created).status(200).json(`/${key}`, any.date)
      const age = Math.abs(Date.now() - Date.parse(created.text(`/${key}`)))
      claim(`${key} is now`, age).atMost(recentMs)
    }
  },
})

export const fieldsParam = conformSchema('collections.shape.fields-param', {
  lane: 'shared',
  async check({ superuser, unique, collection, createBy, updateBy, claim, defer, remove }) {
    const query = { fields: 'id,name' }
    const { id, name, path } = await collection()
    claim('view', await superuser.get(path, query))
      .status(200)
      .body({ id, name })
    const listed = await superuser.get('/api/collections', { ...query, filter: `name='${name}'` })
    claim('list: the items', listed).status(200).json('/items', [{ id, name }])
    claim('list: not the page', listed).json('/page', 1)
    const other = unique('b_')
    defer(() => remove(other))
    const created = await createBy({ query, json: { name: other } })
    claim('create', created).status(200).body({ id: any.string, name: other })
    claim('update', await updateBy(name, { query, json: {} }))
      .status(200)
      .body({ id, name })
    const scaffolds = '/api/collections/meta/scaffolds'
    claim('scaffolds', await superuser.get(scaffolds, { fields: 'base.type' }))
      .status(200)
      .body({ base: { type: 'base' } })
  },
})

export const foreignOptions = conformSchema('collections.shape.foreign-options-ignored', {
  lane: 'shared',
  async check({ superuser, unique, create, claim }) {
    const name = unique('b_')
    const foreign = { authRule: 'id = 1 &&', viewQuery: 'invalid', oauth2: { enabled: true } }
    const created = await create({ name, type: 'base', ...foreign })
    claim('are accepted', created).status(200)
    claim('not answered', keysOf(created.json)).equals(baseKeys.toSorted())
    const stored = await superuser.get(`/api/collections/${name}`)
    claim('not stored', keysOf(stored.json)).equals(baseKeys.toSorted())
  },
})
