import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import { blank } from '../harness/wording.ts'
import { conformSchema, createFailed, invalidRegex, noLessThan } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, fieldsOf, refuseFields } from './support.ts'

const text = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'title',
  type: 'text',
  ...options,
})

const defaults = {
  ...commonKeys,
  autogeneratePattern: '',
  max: 0,
  min: 0,
  pattern: '',
  primaryKey: false,
  type: 'text',
}

export const shape = fieldShape('schema.text.shape', [
  [text(), { ...defaults, id: 'text724990059', name: 'title' }],
])

export const maxDefault = conformSchema('schema.text.max-default', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { path, records } = await collection({ fields: [text()] })
    for (const character of ['a', '😀']) {
      const fits = await superuser.post(records, { title: character.repeat(5000) })
      claim(`5000 times ${character}`, fits).status(200)
      const over = await superuser.post(records, { title: character.repeat(5001) })
      claim(`5001 times ${character}`, over)
        .status(400)
        .json('/data/title/code', 'validation_max_text_constraint')
    }
    claim('no minimum', await superuser.post(records, { title: '' })).status(200)
    claim('the option stays 0', await superuser.get(path))
      .status(200)
      .json('/fields/1/max', 0)
  },
})

export const maxBelowMin = conformSchema('schema.text.max-below-min', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      equal: [text({ min: 10, max: 10 }), { min: 10, max: 10 }],
      'max 0': [text({ min: 10, max: 0 }), { min: 10, max: 0 }],
    })
    await refuseFields(context, text({ min: 10, max: 10 }), {
      less: [text({ min: 10, max: 5 }), { max: noLessThan(10) }],
    })
  },
})

export const patternInvalid = conformSchema('schema.text.pattern-invalid', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, text({ pattern: '(valid)' }), {
      'is refused': [text({ pattern: '(invalid' }), { pattern: invalidRegex }],
    })
  },
})

export const patternDialect = conformSchema('schema.text.pattern-dialect', {
  lane: 'shared',
  async check(context) {
    const pattern = String.raw`^[\w\.\-]+$`
    await acceptFields(context, { 'RE2 is fine': [text({ pattern }), { pattern }] })
    const wrong = {
      'look-ahead': '^(?=a).+$',
      'look-behind': '(?<=a)b',
      reference: String.raw`(a)\1`,
    }
    await refuseFields(
      context,
      text({ pattern }),
      Object.fromEntries(
        Object.entries(wrong).map(([what, bad]) => [
          what,
          [text({ pattern: bad }), { pattern: invalidRegex }],
        ]),
      ),
    )
  },
})

export const autogenerateInvalid = conformSchema('schema.text.autogenerate-invalid', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, text({ autogeneratePattern: '[a-z]{5}' }), {
      'is refused': [
        text({ autogeneratePattern: '(invalid' }),
        { autogeneratePattern: invalidRegex },
      ],
    })
  },
})

export const autogenerateUnsupported = conformSchema('schema.text.autogenerate-unsupported', {
  lane: 'shared',
  async check(context) {
    const autogeneratePattern = {
      code: 'validation_invalid_autogenerate_pattern',
      message: any.matching(/^Unsupported pattern operator \d+\.$/),
    }
    await refuseFields(context, text({ autogeneratePattern: 'abc' }), {
      anchors: [text({ autogeneratePattern: '^abc$' }), { autogeneratePattern }],
      'word borders': [text({ autogeneratePattern: String.raw`abc\b` }), { autogeneratePattern }],
    })
  },
})

export const autogenerateConflict = conformSchema('schema.text.autogenerate-conflict', {
  lane: 'shared',
  async check(context) {
    const conflict = (sample: string) => ({
      autogeneratePattern: {
        code: 'validation_invalid_autogenerate_pattern_value',
        message: any.matching(
          new RegExp(
            `^The provided autogenerate pattern could produce invalid field values, ex\\.: "${sample}"\\.$`,
          ),
        ),
      },
    })
    const generated = '[a-z]{5}'
    await refuseFields(context, text({ min: 5, max: 5, autogeneratePattern: generated }), {
      pattern: [
        text({ pattern: String.raw`\d+`, autogeneratePattern: generated }),
        conflict('[a-z]{5}'),
      ],
      min: [text({ min: 10, autogeneratePattern: generated }), conflict('[a-z]{5}')],
      max: [text({ max: 4, autogeneratePattern: generated }), conflict('[a-z]{5}')],
    })
  },
})

const idField = { ...defaults, id: 'text3208210256', name: 'id', system: true, required: true }

export const defaultId = conformSchema('schema.text.primary-key-default-id', {
  lane: 'shared',
  async check({ createWith, claim }) {
    claim('is this', await createWith())
      .status(200)
      .json('/fields', [
        {
          ...idField,
          primaryKey: true,
          autogeneratePattern: '[a-z0-9]{15}',
          max: 15,
          min: 15,
          pattern: '^[a-z0-9]+$',
        },
      ])
  },
})

export const idCustomizable = conformSchema('schema.text.id-customizable', {
  lane: 'shared',
  async check({ superuser, createWith, claim }) {
    const own = { min: 3, max: 20, pattern: String.raw`^\w+$`, presentable: true }
    const forced = { hidden: true, system: false, required: false, primaryKey: false }
    const created = await createWith({ name: 'id', type: 'text', ...own, ...forced })
    const expected = { ...idField, ...own, primaryKey: true, hidden: false }
    claim('is as sent, but for its flags', created).status(200).json('/fields', [expected])
    const records = `/api/collections/${created.text('/name')}/records`
    claim('takes ids of this kind', await superuser.post(records, { id: 'Own_1' }))
      .status(200)
      .json('/id', 'Own_1')
    claim('generates none', await superuser.post(records, {}))
      .status(400)
      .json('/data/id', blank)
    claim('an empty pattern is the default', await createWith({ name: 'id', type: 'text' }))
      .status(200)
      .json('/fields/0/pattern', '^[a-z0-9]+$')
  },
})

export const idPosition = conformSchema('schema.text.id-position', {
  lane: 'shared',
  async check({ createWith, claim }) {
    const a = { name: 'a', type: 'text' }
    const namesOf = (answer: Exchange) => fieldsOf(answer).map(({ name }) => name)
    const sent = await createWith(a, { name: 'id', type: 'text' })
    claim('a sent one stays', namesOf(sent)).equals(['a', 'id'])
    claim('an added one is first', namesOf(await createWith(a))).equals(['id', 'a'])
  },
})

export const primaryKeyName = conformSchema('schema.text.primary-key-name', {
  lane: 'shared',
  async check({ createWith, claim, refused }) {
    const control = await createWith({ name: 'pk', type: 'text' })
    const answer = refused(
      control,
      await createWith({ name: 'pk', type: 'text', primaryKey: true }),
    )
    claim('is refused', answer).status(400).json('/message', createFailed)
    const codes = {
      name: 'validation_in_invalid',
      pattern: 'validation_required',
      required: 'validation_required',
      primaryKey: 'validation_unsupported_composite_pk',
    }
    for (const [option, code] of Object.entries(codes)) {
      claim(option, answer).json(`/data/fields/1/${option}/code`, code)
    }
  },
})
