import { conform } from '../harness/case.ts'
import { conformSchema, crc32 } from './support.ts'

const path = '/api/collections/meta/scaffolds'

const rules = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule']

export const shape = conform('collections.scaffolds.shape', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const seen = await superuser.get(path)
    claim('has three types', Object.keys(Object(seen.json)).toSorted()).equals([
      'auth',
      'base',
      'view',
    ])
    for (const type of ['auth', 'base', 'view']) {
      const blankValues = { id: '', name: '', created: '', updated: '', system: false, type }
      for (const [key, value] of Object.entries(blankValues)) {
        claim(`${type}: ${key}`, seen).json(`/${type}/${key}`, value)
      }
      for (const rule of rules) claim(`${type}: ${rule}`, seen).json(`/${type}/${rule}`, null)
    }
    const base = await superuser.get((await collection()).path)
    claim('base has the id field', seen).json('/base/fields', base.at('/fields'))
    claim('base has no index', seen).json('/base/indexes', [])
    claim('view has no field', seen).json('/view/fields', []).json('/view/indexes', [])
    claim('view has no query', seen).json('/view/viewQuery', '')
  },
})

const tokenKeyIndex = /^CREATE UNIQUE INDEX `idx_tokenKey_([a-z0-9]{10})` ON `` \(`tokenKey`\)$/

export const auth = conform('collections.scaffolds.auth', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const made = await superuser.get((await collection({ type: 'auth' })).path)
    const first = await superuser.get(path)
    claim('has the fields', first).status(200).json('/auth/fields', made.at('/fields'))
    const own = new Set(['id', 'name', 'created', 'updated', 'indexes', 'fields', ...rules])
    for (const [key, value] of Object.entries(Object(made.json))) {
      if (!own.has(key)) claim(`has the default ${key}`, first).json(`/auth/${key}`, value)
    }
    claim('has a random suffix', first.at('/auth/indexes/0')).matches(tokenKeyIndex)
    const suffix = tokenKeyIndex.exec(String(first.at('/auth/indexes/0')))?.[1]
    claim('the same for both', first).json('/auth/indexes', [
      first.at('/auth/indexes/0'),
      `CREATE UNIQUE INDEX \`idx_email_${suffix}\` ON \`\` (\`email\`) WHERE \`email\` != ''`,
    ])
    const second = await superuser.get(path)
    claim('a new one each time', second.at('/auth/indexes/0')).differs(first.at('/auth/indexes/0'))
  },
})

export const reusable = conformSchema('collections.scaffolds.reusable', {
  lane: 'shared',
  async check({ superuser, unique, create, claim }) {
    const scaffolds = await superuser.get(path)
    const name = unique('s_')
    const created = await create({ ...Object(scaffolds.at('/auth')), name })
    claim('can be posted', created)
      .status(200)
      .json('/id', `pbc_${crc32(`auth${name}`)}`)
    claim('keeps its indexes', created).json('/indexes', scaffolds.at('/auth/indexes'))
  },
})
