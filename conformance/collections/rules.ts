import { conformSchema, createFailed, invalidRule, updateFailed } from './support.ts'

const names = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule'] as const

export const defaults = conformSchema('collections.rules.defaults', {
  lane: 'shared',
  async check({ guest, superuser, unique, create, update, claim }) {
    const name = unique('r_')
    const records = `/api/collections/${name}/records`
    const created = await create({ name })
    for (const rule of names) claim(`${rule} is null`, created).status(200).json(`/${rule}`, null)
    claim('null is for superusers', await superuser.get(records)).status(200)
    claim('and for nobody else', await guest.get(records)).status(403)
    claim('"" is stored', await update(name, { listRule: '' }))
      .status(200)
      .json('/listRule', '')
    claim('"" is for everyone', await guest.get(records)).status(200)
    claim('a text is stored', await update(name, { listRule: 'id = "x"' }))
      .status(200)
      .json('/listRule', 'id = "x"')
    claim('a text is a filter', await guest.get(records))
      .status(200)
      .json('/items', [])
    claim('null is stored', await update(name, { listRule: null }))
      .status(200)
      .json('/listRule', null)
  },
})

export const invalid = conformSchema('collections.rules.invalid', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const rules = {
      listRule: '!invalid',
      viewRule: 'missing = 123',
      createRule: 'id = 1 && missing = 2',
      updateRule: '@request.body.missing:changed = false',
      deleteRule: '(id=123',
    }
    const data = Object.fromEntries(names.map((name) => [name, invalidRule]))
    claim('names all five', await create({ name: unique('r_'), ...rules })).error(
      400,
      createFailed,
      data,
    )
  },
})

export const submittedFields = conformSchema('collections.rules.uses-submitted-fields', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({
      name: unique('r_'),
      fields: [{ name: 'f1', type: 'text', hidden: true }],
      viewRule: 'f1 = 123',
      updateRule: '(id = 123 && @request.body.f1:changed = false)',
    })
    claim('are known', created).status(200).json('/viewRule', 'f1 = 123')
  },
})

export const revalidated = conformSchema('collections.rules.revalidated-on-field-removal', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection({
      fields: [{ id: 'f_id', name: 'f1', type: 'text' }],
      listRule: "f1 != ''",
    })
    const other = await collection({ listRule: `@collection.${name}.f1 = ''` })
    const renamed = [{ id: 'f_id', name: 'f2', type: 'text' }]
    for (const [what, fields] of [
      ['removal', []],
      ['rename', renamed],
    ] as const) {
      claim(`a ${what} is refused`, await update(name, { fields })).error(400, updateFailed, {
        listRule: invalidRule,
      })
    }
    claim('not with another rule', await update(name, { fields: [], listRule: null }))
      .status(200)
      .length('/fields', 1)
    claim('the rule elsewhere is wrong now', await update(other.name, {})).error(
      400,
      updateFailed,
      { listRule: invalidRule },
    )
  },
})

export const viewWriteRules = conformSchema('collections.rules.view-write-rules', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const view = { type: 'view', viewQuery: 'select 1 as id' }
    const control = await create({ name: unique('r_'), ...view, createRule: null })
    const rules = { createRule: '', updateRule: '', deleteRule: 'id = 1' }
    const nil = { code: 'validation_nil', message: 'Must be blank.' }
    const answer = refused(control, await create({ name: unique('r_'), ...view, ...rules }))
    claim('are refused', answer).error(400, createFailed, {
      createRule: nil,
      updateRule: nil,
      deleteRule: nil,
    })
  },
})

export const systemChange = conformSchema('collections.rules.system-change', {
  lane: 'private',
  async check({ update, claim, refused }) {
    const same = { listRule: null, viewRule: null, authRule: '', manageRule: null }
    const control = await update('_superusers', same)
    claim('the same values are fine', control).status(200)
    const locked = {
      code: 'validation_collection_system_rule_change',
      message: 'System collection API rule cannot be changed.',
    }
    const rules = [...names, 'authRule', 'manageRule']
    for (const rule of rules) {
      const answer = refused(control, await update('_superusers', { [rule]: '1 = 1' }))
      claim(rule, answer).error(400, updateFailed, { [rule]: locked })
    }
    const opened = refused(control, await update('_superusers', { listRule: '' }))
    claim('nor null to ""', opened).error(400, updateFailed, { listRule: locked })
  },
})
