import fc, { type Arbitrary } from 'fast-check'
import { long, often } from './arbitrary.ts'
import type { Edit, ImportItem, Parts, Rules, Template } from './edit.ts'
import { at, change, field, flag } from './fields.ts'
import { choices } from './values.ts'

const collectionName = often(
  ['{p}a', '{p}b', '{p}c', '{p}d'],
  [
    ...[
      '{p}A',
      '{c0}',
      '{c1}',
      '{i0}',
      '{i1}',
      'users',
      'Users',
      '_superusers',
      '_params',
      '_pb_users_auth_',
    ],
    ...[
      '',
      ' ',
      '{p} x',
      '{p}.x',
      "{p}'",
      '{p}`',
      '{p}"',
      '{p}; DROP TABLE users',
      '{p}größe',
      '{p}🙂',
    ],
    ...[
      '{p}_via_',
      '{p}\0',
      `{p}${long(240)}`,
      `{p}${long(10_000)}`,
      'sqlite_master',
      'sqlite_x{p}',
      '_{p}',
    ],
  ],
)

const index: Arbitrary<Template> = often(
  [
    'CREATE INDEX `idx_{p}1` ON `{t}` (`{f1}`)',
    'CREATE UNIQUE INDEX `idx_{p}2` ON `{t}` (`{f1}`)',
    'CREATE UNIQUE INDEX `idx_{p}3` ON `{t}` (`{f2}`, `{f1}`)',
    'CREATE INDEX `idx_{p}4` ON `{t}` (`{f2}` DESC)',
    'create unique index if not exists idx_{p}5 on {t} ({f1} COLLATE NOCASE)',
    "CREATE UNIQUE INDEX `idx_{p}6` ON `{t}` (`{f3}`) WHERE `{f3}` != ''",
    'CREATE INDEX `idx_{p}7` ON `{t}` (lower({f1}), `{f2}`)',
    'CREATE UNIQUE INDEX `idx_{p}1` ON `{c1}` (`a`)',
  ],
  [
    ...[
      '',
      'CREATE INDEX',
      'nonsense',
      'CREATE INDEX `idx_{p}8` ON `{t}` (`nope`)',
      'CREATE INDEX `idx_{p}9` ON `{t}` ()',
    ],
    ...[
      'CREATE INDEX `idx_{p}10` ON `{t}` (`{f1}`); DROP TABLE `{t}`',
      'CREATE INDEX `{t}` ON `{t}` (`{f1}`)',
    ],
    ...[
      'CREATE INDEX `sqlite_{p}` ON `{t}` (`{f1}`)',
      'CREATE INDEX `a b` ON `{t}` (`{f1}`)',
      'CREATE INDEX `main`.`idx_{p}11` ON `{t}` (`{f1}`)',
    ],
    ...[
      'CREATE INDEX `idx_{p}12` ON `{t}` (`{f1}`, `{f1}`)',
      'CREATE INDEX `idx_email__pb_users_auth_` ON `{t}` (`{f1}`)',
      'CREATE INDEX `idx_{p}13` ON `{t}` (random())',
    ],
    ...[
      'CREATE INDEX `idx_{p}14` ON `{t}` (`{f1}`) WHERE nope = 1',
      'CREATE INDEX `idx_{p}größe` ON `{t}` (`{f1}`)',
    ],
  ],
)

const rule: Arbitrary<Template | null> = often<Template | null>(
  [
    ...[
      null,
      '',
      "{f1} != ''",
      "id = 'x'",
      '@request.auth.id != ""',
      '{f1} = {f2}',
      "{f2} ~ 'a' && {f1} > 1",
    ],
    ...[
      '@collection.{c0}.id != ""',
      '{f1}:length > 1',
      '@request.body.{f1}:isset = false',
      "{f1}.id ?= 'x'",
    ],
  ],
  [
    ...[
      'nope = 1',
      '{f1} =',
      '(',
      '1=1; DROP TABLE {t}',
      "{f1}.nope = ''",
      '@collection.nope.id = ""',
      '@request.nope = 1',
    ],
    ...[
      '{t}_via_{f1}.id = ""',
      "{f1}:lower = 'a'",
      '{f1}:each = 1',
      '@now > 1',
      ' ',
      "name = '' OR 1=1",
      `id = '${long(10_000)}'`,
    ],
  ],
)

const ruleNames = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule']

const rules: Arbitrary<Rules> = fc.dictionary(fc.constantFrom(...ruleNames), rule, {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
})

const odd: Arbitrary<Readonly<Record<string, unknown>>> = fc.constantFrom(
  ...[
    { fields: null },
    { fields: {} },
    { fields: [null] },
    { fields: [{}] },
    { fields: 'x' },
    { fields: [5] },
    { fields: [] },
  ],
  ...[
    { name: 5 },
    { name: null },
    { type: 'auth' },
    { type: 'base' },
    { type: 'nope' },
    { type: null },
    { type: 7 },
  ],
  ...[
    { system: true },
    { system: 'yes' },
    { id: '{i0}' },
    { id: 'own_{p}' },
    { id: '' },
    { id: 'x y' },
    { id: '{p}a' },
  ],
  ...[
    { indexes: null },
    { indexes: 'x' },
    { indexes: [5] },
    { indexes: [null] },
    { listRule: 5 },
    { listRule: {} },
  ],
  ...[
    { created: '2020-01-01 00:00:00.000Z' },
    { created: 'x' },
    { updated: 1 },
    { nope: 1 },
    { options: { a: 1 } },
  ],
  ...[
    { NAME: '{p}upper' },
    { Fields: [] },
    { authRule: 'nope = 1' },
    { manageRule: 'id != ""' },
    { authRule: null },
  ],
  ...[
    { passwordAuth: { enabled: false } },
    { passwordAuth: { identityFields: ['{f1}'] } },
    { otp: { enabled: true, length: 2 } },
  ],
  ...[
    { mfa: { enabled: true } },
    { authToken: { duration: 1 } },
    { authToken: { secret: 'short' } },
    { oauth2: { mappedFields: { name: '{f1}' } } },
  ],
)

/** Present `weight` times of ten; what a difference does not need is left out of it. */
const maybe = <T>(weight: number, arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - weight, arbitrary: fc.constant(undefined) },
    { weight, arbitrary },
  )

const parts: Arbitrary<Parts> = fc
  .record({
    name: maybe(3, collectionName),
    changes: maybe(7, fc.array(change, { minLength: 1, maxLength: 4 })),
    indexes: maybe(3, fc.record({ keep: flag, add: fc.array(index, { maxLength: 2 }) })),
    rules: maybe(2, rules),
    odd: maybe(1, odd),
  })
  .map(withoutUndefined)

function withoutUndefined({
  name,
  changes,
  indexes,
  rules: own,
  odd: keys,
}: {
  readonly [Key in keyof Parts]-?: Parts[Key] | undefined
}): Parts {
  return {
    ...(name === undefined ? {} : { name }),
    ...(changes === undefined ? {} : { changes }),
    ...(indexes === undefined ? {} : { indexes }),
    ...(own === undefined ? {} : { rules: own }),
    ...(keys === undefined ? {} : { odd: keys }),
  }
}

/** A new collection has a name and fields, most of the time. */
const newParts: Arbitrary<Parts> = fc
  .tuple(
    collectionName,
    fc.array(fc.record({ kind: fc.constant('add' as const), at, field }), { maxLength: 5 }),
    parts,
    fc.constantFrom<Readonly<Record<string, unknown>>>({}, {}, {}, {}, {}, { type: 'auth' }),
  )
  .map(([name, changes, { indexes, rules: own, odd: keys }, kind]) => ({
    ...withoutUndefined({ name, changes, indexes, rules: own, odd: undefined }),
    odd: { ...kind, ...keys },
  }))
  // Nobody could delete a system collection again.
  .filter((created) => created.odd?.['system'] !== true)

const which = fc.nat(4)
const values = fc.array(fc.nat(choices - 1), { minLength: 1, maxLength: 6 })

const importItem: Arbitrary<ImportItem> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('known' as const),
      at: which,
      shows: fc.constantFrom('both', 'both', 'id', 'name'),
      parts,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('new' as const), parts: newParts }) },
)

const edit: Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), parts: newParts }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('change' as const), at: which, parts }) },
  {
    weight: 7,
    arbitrary: fc.record({ kind: fc.constant('write' as const), at: which, record: which, values }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rewrite' as const),
      at: which,
      record: which,
      values,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('erase' as const), at: which, record: which }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('delete' as const, 'look' as const, 'truncate' as const),
      at: which,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      deleteMissing: flag,
      items: fc.array(importItem, { maxLength: 4 }),
    }),
  },
)

/** A session begins with two collections, because most edits need one and relations need another. */
export const edits: Arbitrary<readonly Edit[]> = fc
  .tuple(
    fc.record({ kind: fc.constant('create' as const), parts: newParts }),
    fc.array(edit, { maxLength: 14, size: 'max' }),
  )
  .map(([first, rest]) => [first, ...rest])
