import { readRows } from '../probes/data-dir.ts'
import { conformSchema, createFailed, type SchemaContext, updateFailed } from './support.ts'

const text = (name: string) => ({ name, type: 'text' })

const invalid = {
  code: 'validation_invalid_index_expression',
  message: 'Invalid CREATE INDEX expression.',
}

/** A collection with a field `title`, and how to give it other indexes. */
const indexed = async ({ collection, update }: SchemaContext) => {
  const made = await collection({ fields: [text('title')] })
  return { ...made, index: (...indexes: readonly string[]) => update(made.name, { indexes }) }
}

interface IndexRow {
  readonly table: unknown
  readonly columns: readonly unknown[]
}

/** What the database knows about an index; undefined when it has none of this name. */
const indexOf = (server: SchemaContext['server'], name: string): IndexRow | undefined => {
  const sql = "SELECT tbl_name FROM sqlite_master WHERE type = 'index' AND name = ?"
  const [found] = readRows(server, 'data.db', sql, name)
  if (found === undefined) return undefined
  const columns = readRows(server, 'data.db', 'SELECT name FROM pragma_index_info(?)', name)
  return { table: found['tbl_name'], columns: columns.map((column) => column['name']) }
}

export const storedVerbatim = conformSchema('collections.indexes.stored-verbatim', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, unique, create, claim }) {
    const name = unique('x_')
    const indexes = [`create  index idx_${name} on anything (id,   "test")`]
    const created = await create({ name, fields: [text('test')], indexes })
    claim('as submitted', created).status(200).json('/indexes', indexes)
    claim('in the database', indexOf(server, `idx_${name}`)).equals({
      table: name,
      columns: ['id', 'test'],
    })
  },
})

export const grammar = conformSchema('collections.indexes.grammar', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { server, unique, claim } = context
    const { index } = await indexed(context)
    const forms = [
      (name: string) =>
        `CREATE UNIQUE INDEX IF NOT EXISTS "${name}" on [x] (\`title\` collate NOCASE desc, lower(title)) where title != ''`,
      (name: string) => `create index ${name} on 'x' (title ASC)`,
      (name: string) => `  CREATE INDEX main.[${name}] ON x ("title", [id])  `,
      (name: string) => `CREATE\nINDEX\t\`${name}\` ON\nx\n(\n  title\n)`,
    ]
    for (const form of forms) {
      const name = unique('idx_')
      const expression = form(name)
      const what = expression.replace(name, 'idx')
      claim(`takes ${what}`, await index(expression)).status(200)
      claim(`creates ${what}`, indexOf(server, name)?.columns[0]).equals('title')
    }
  },
})

export const lenient = conformSchema('collections.indexes.lenient', {
  lane: 'shared',
  async check(context) {
    const { unique, claim } = context
    const { index } = await indexed(context)
    for (const rest of ['on x (title, )', 'on x (,title)', 'on (title)']) {
      claim(rest, await index(`create index ${unique('idx_')} ${rest}`)).status(200)
    }
  },
})

export const invalidExpression = conformSchema('collections.indexes.invalid', {
  lane: 'shared',
  async check(context) {
    const { unique, claim, refused } = context
    const { index } = await indexed(context)
    const valid = `create index ${unique('idx_')} on demo (title)`
    const control = await index(valid)
    const wrong = [
      'create index invalid',
      'also bad',
      'create unique idx_x on demo (title)',
      'create index "idx x" on demo (title)',
      'create index idx_x on "de mo" (title)',
    ]
    for (const expression of wrong) {
      claim(expression, refused(control, await index(expression))).error(400, updateFailed, {
        indexes: { 0: invalid },
      })
    }
    const nameless = refused(control, await index('create index on demo (title)'))
    claim('without a name', nameless.status).differs(200)
    const second = refused(control, await index(valid, 'bad', 'also bad'))
    claim('names the first bad one', second).error(400, updateFailed, { indexes: { 1: invalid } })
  },
})

export const whereParentheses = conformSchema('collections.indexes.where-parentheses', {
  lane: 'shared',
  async check(context) {
    const { unique, claim, refused } = context
    const { index } = await indexed(context)
    const start = `create index ${unique('idx_')} on demo (title)`
    const control = await index(`${start} where title != ''`)
    claim('without', control).status(200)
    for (const where of ["(title != '')", "lower(title) = 'x'"]) {
      const answer = refused(control, await index(`${start} where ${where}`))
      claim(where, answer).error(400, updateFailed, { indexes: { 0: invalid } })
    }
    claim('other text is ignored', await index(`${start} whatever`)).status(200)
  },
})

export const tableIgnored = conformSchema('collections.indexes.table-ignored', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { server, unique, claim } = context
    const { name, index } = await indexed(context)
    const own = unique('idx_')
    claim('is accepted', await index(`create index ${own} on users (title)`)).status(200)
    claim('is on the own table', indexOf(server, own)).equals({ table: name, columns: ['title'] })
  },
})

export const duplicatedName = conformSchema('collections.indexes.duplicated-name', {
  lane: 'shared',
  async check(context) {
    const { unique, claim, refused } = context
    const { index } = await indexed(context)
    const name = unique('dup_')
    const second = 'on x (id)'
    const first = `create index ${name} on x (title)`
    const control = await index(first, `create index ${name}2 ${second}`)
    const answer = await index(first, `create index ${name.toUpperCase()} ${second}`)
    claim('is refused', refused(control, answer)).error(400, updateFailed, {
      indexes: {
        1: {
          code: 'validation_duplicated_index_name',
          message: 'The index name already exists.',
        },
      },
    })
  },
})

const usedIn = (usedTableName: string) => ({
  code: 'validation_existing_index_name',
  message: `The index name is already used in ${usedTableName} collection.`,
  params: { usedTableName },
})

export const usedElsewhere = conformSchema('collections.indexes.name-used-elsewhere', {
  lane: 'shared',
  async check(context) {
    const { unique, create, accepted, claim, refused } = context
    const first = await indexed(context)
    const used = unique('idx_')
    accepted(await first.index(`create index ${used} on x (title)`))
    const name = unique('x_')
    const create2 = (index: string) =>
      create({ name, indexes: [`create index ${index} on x (id)`] })
    const answer = await create2(used.toUpperCase())
    const control = await create2(`${used}_2`)
    claim('is refused', refused(control, answer)).error(400, createFailed, {
      indexes: { 0: usedIn(first.name) },
    })
  },
})

export const internalIndex = conformSchema('collections.indexes.name-of-internal-index', {
  lane: 'shared',
  async check(context) {
    const { unique, claim, refused } = context
    const { index } = await indexed(context)
    const control = await index(`create index ${unique('idx_')} on x (title)`)
    const answer = await index('create index idx__collections_type on x (title)')
    claim('is taken', refused(control, answer)).error(400, updateFailed, {
      indexes: { 0: usedIn('_collections') },
    })
  },
})

export const duplicatedDefinition = conformSchema('collections.indexes.duplicated-definition', {
  lane: 'shared',
  async check(context) {
    const { unique, claim, refused } = context
    const { index } = await indexed(context)
    const name = unique('idx_')
    const first = `create index ${name}1 on x (id)`
    const control = await index(first, `create index ${name}2 on x (title)`)
    const answer = await index(first, `create index ${name}2 on y (\`id\`)`)
    claim('is refused', refused(control, answer)).error(400, updateFailed, {
      indexes: {
        1: {
          code: 'validation_duplicated_index_definition',
          message: 'The index definition already exists.',
        },
      },
    })
    const unlike = await index(first, `create unique index ${name}2 on x (id)`)
    claim('UNIQUE is another one', unlike).status(200)
  },
})

export const unknownColumn = conformSchema('collections.indexes.unknown-column', {
  lane: 'shared',
  async check({ superuser, unique, create, claim }) {
    const name = unique('x_')
    const columns = ['test', 'missing', 'id', 'missing2']
    const indexes = columns.map((column) => `create index idx_${name}_${column} on x (${column})`)
    const answer = await create({ name, fields: [text('test')], indexes })
    claim('has its message', answer).status(400).json('/message', createFailed)
    claim('names all failing ones', Object.keys(Object(answer.at('/data/indexes')))).equals([
      '1',
      '3',
    ])
    for (const position of [1, 3]) {
      const pointer = `/data/indexes/${position}`
      claim(`code of ${position}`, answer).json(`${pointer}/code`, invalid.code)
      claim(`message of ${position}`, answer.at(`${pointer}/message`)).includes(
        `Failed to create index idx_${name}_${columns[position]} - `,
      )
    }
    claim('rolls back', await superuser.get(`/api/collections/${name}`)).status(404)
  },
})

export const uniqueViolation = conformSchema('collections.indexes.unique-violation', {
  lane: 'shared',
  async check(context) {
    const { superuser, unique, record, claim } = context
    const made = await indexed(context)
    const first = await record(made, { title: 'a' })
    await record(made, { title: 'a' })
    const expression = `CREATE UNIQUE INDEX ${unique('idx_')} ON demo (title)`
    claim('fails', await made.index(expression))
      .status(400)
      .json('/message', updateFailed)
      .json('/data/indexes/0/code', invalid.code)
    await superuser.delete(`${made.records}/${first.id}`)
    claim('not without the duplicate', await made.index(expression)).status(200)
  },
})

export const viewUnsupported = conformSchema('collections.indexes.view-unsupported', {
  lane: 'shared',
  async check({ collection, update, claim, refused }) {
    const { name } = await collection({ type: 'view', viewQuery: 'select 1 as id' })
    const control = await update(name, { indexes: [] })
    const answer = await update(name, { indexes: ['create index idx_v on v (id)'] })
    claim('is refused', refused(control, answer)).error(400, updateFailed, {
      indexes: {
        code: 'validation_indexes_not_supported',
        message: "View collections don't support indexes.",
      },
    })
  },
})

export const authReadded = conformSchema('collections.indexes.auth-required-readded', {
  lane: 'shared',
  async check({ superuser, collection, update, claim }) {
    const { name, path } = await collection({ type: 'auth' })
    const before = (await superuser.get(path)).at('/indexes')
    const defaults = Array.isArray(before) ? before.map(String) : []
    claim('both', await update(name, { indexes: [] }))
      .status(200)
      .json('/indexes', defaults)
    const own = `create index idx_${name} on users (email)`
    claim('behind those sent', await update(name, { indexes: [own] }))
      .status(200)
      .json('/indexes', [own, ...defaults])
  },
})

export const authCustomKept = conformSchema('collections.indexes.auth-custom-unique-kept', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const name = unique('x_')
    for (const where of ['', " where email != ''"]) {
      const own = unique('idx_')
      const indexes = [
        `create unique index ${own}_t on ${name} (tokenKey)`,
        `create unique index ${own}_e on ${name} (email)${where}`,
      ]
      const created = await create({ name: unique('x_'), type: 'auth', indexes })
      claim(`will do${where}`, created).status(200).json('/indexes', indexes)
    }
  },
})

export const systemUnique = conformSchema('collections.indexes.system-field-unique', {
  lane: 'private',
  async check({ update, claim, refused }) {
    const expressions = (kind: string) => [
      `CREATE ${kind} new_a ON x (collectionRef, recordRef COLLATE NOCASE, provider DESC)`,
      `CREATE ${kind} new_b ON x (collectionRef, provider, providerId) WHERE provider != ''`,
    ]
    const indexes = expressions('UNIQUE INDEX')
    const control = await update('_externalAuths', { indexes })
    claim('other names will do', control).status(200).json('/indexes', indexes)
    const message =
      'Unique index definition on system fields (collectionRef) is invalid or missing.'
    const data = {
      indexes: {
        code: 'validation_invalid_unique_system_field_index',
        message,
        params: { fieldName: 'collectionRef' },
      },
    }
    const wrong = {
      none: [],
      'not UNIQUE': expressions('INDEX'),
      'one of two': indexes.slice(0, 1),
      'another column': [indexes[0], 'CREATE UNIQUE INDEX new_b ON x (collectionRef, provider)'],
    }
    for (const [what, sent] of Object.entries(wrong)) {
      const answer = refused(control, await update('_externalAuths', { indexes: sent }))
      claim(what, answer).error(400, updateFailed, data)
    }
  },
})

export const onRename = conformSchema('collections.indexes.recreated-on-rename', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { server, unique, update, accepted, claim } = context
    const made = await indexed(context)
    const own = unique('idx_')
    const expression = `CREATE INDEX ${own} ON ${made.name} (title)`
    accepted(await made.index(expression))
    const name = `${made.name}_new`
    claim('the text stays', await update(made.name, { name }))
      .status(200)
      .json('/indexes', [expression])
    claim('the table follows', indexOf(server, own)).equals({ table: name, columns: ['title'] })
  },
})
