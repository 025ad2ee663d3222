import { join } from 'node:path'
import { documentMap } from './document-map/map.ts'
import { documents } from './documents.ts'
import { apiErrors, statusMessages, validationErrors } from './errors.ts'
import { requirements } from './registry.ts'
import { shapes } from './shapes.ts'

/**
 * `bun spec/generate.ts [--check]`: writes the contract as JSON, with the schema of that JSON, the wire shapes and the
 * document map, for people who port it to other languages; and the list of all ids there ever were. With `--check` nothing is written and the
 * exit code is 1 when a committed copy differs.
 */
const schemaId = 'requirements.schema.json'

const text = (description: string) => ({ type: 'string', minLength: 1, description })

const requirementSchema = {
  type: 'object',
  required: ['id', 'level', 'says', 'probe', 'basis'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9]+(\\.[a-z0-9-]+){1,2}$' },
    level: { enum: ['must', 'should', 'may'] },
    says: text('The sentence a server keeps or breaks.'),
    probe: text('How a black-box client can see it.'),
    basis: { enum: ['documented', 'observed', 'unverified'] },
    source: {
      type: 'object',
      required: ['document', 'heading'],
      additionalProperties: false,
      properties: {
        document: { enum: documents.map(({ document }) => document) },
        heading: text('A heading of that document.'),
      },
    },
    unobservable: text('Why no client can see it.'),
    since: text('First PocketBase version it holds for.'),
    until: text('Last PocketBase version it holds for.'),
    parent: text('The entry this one was split from.'),
  },
}

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: schemaId,
  title: 'The contract of the PocketBase Web API',
  type: 'object',
  required: ['version', 'requirements', 'statusMessages', 'apiErrors', 'validationErrors'],
  additionalProperties: false,
  properties: {
    $schema: { const: `./${schemaId}` },
    version: { const: '0.36.6', description: 'The PocketBase version it was taken from.' },
    requirements: { type: 'array', items: requirementSchema, minItems: 1 },
    statusMessages: {
      type: 'object',
      description: 'HTTP status -> message of an error that has no text of its own.',
      propertyNames: { pattern: '^[45]\\d{2}$' },
      additionalProperties: text('The message.'),
    },
    apiErrors: {
      type: 'object',
      description: 'Refusals of a whole request; {name} stands for the value of that name.',
      additionalProperties: {
        type: 'object',
        required: ['status', 'message'],
        additionalProperties: false,
        properties: { status: { type: 'integer' }, message: text('The message.') },
      },
    },
    validationErrors: {
      type: 'object',
      description:
        'What is wrong with one value, by code; `code/place` is a further text of that code. {name} stands for a value.',
      additionalProperties: {
        type: 'object',
        required: ['message'],
        additionalProperties: false,
        properties: {
          message: text('The message.'),
          params: {
            type: 'array',
            items: { type: 'string' },
            description: 'Values shown beside the message.',
          },
        },
      },
    },
  },
}

const contract = {
  $schema: `./${schemaId}`,
  version: '0.36.6',
  requirements,
  statusMessages,
  apiErrors,
  validationErrors,
}

const render = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

const idFile = Bun.file(join(import.meta.dir, 'ids.txt'))
const knownIds = (await idFile.exists()) ? (await idFile.text()).split('\n').filter(Boolean) : []

const outputs = [
  ['requirements.json', render(contract)],
  [schemaId, render(schema)],
  ['shapes.json', render(shapes)],
  ['document-map.json', render(documentMap)],
  // Only ever grows: a test holds the registry against it, so that no id disappears unnoticed.
  [
    'ids.txt',
    `${[...new Set([...knownIds, ...requirements.map(({ id }) => id)])].toSorted().join('\n')}\n`,
  ],
] as const

const checking = process.argv.includes('--check')
for (const [name, wanted] of outputs) {
  const file = Bun.file(join(import.meta.dir, name))
  if (!checking) await Bun.write(file, wanted)
  else if (!(await file.exists()) || (await file.text()) !== wanted) {
    process.stdout.write(`spec/${name} is not what the spec says; run: bun run spec\n`)
    process.exitCode = 1
  }
}
