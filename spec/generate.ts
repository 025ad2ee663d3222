import { join } from 'node:path'
import { documents } from './documents.ts'
import { messages, statusMessages } from './errors.ts'
import { requirements } from './registry.ts'

/**
 * `bun spec/generate.ts [--check]`: writes the contract as JSON, with the schema of that JSON, for people who port it to
 * other languages. With `--check` nothing is written and the exit code is 1 when a committed copy differs.
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
  required: ['version', 'requirements', 'statusMessages', 'messages'],
  additionalProperties: false,
  properties: {
    $schema: { const: `./${schemaId}` },
    version: { const: '0.36.6', description: 'The PocketBase version it was taken from.' },
    requirements: { type: 'array', items: requirementSchema, minItems: 1 },
    statusMessages: {
      type: 'object',
      description: 'HTTP status -> message of an error that has no text of its own.',
      additionalProperties: { type: 'string' },
    },
    messages: {
      type: 'object',
      description: 'Validation code -> message; {name} stands for the parameter of that name.',
      additionalProperties: { type: 'string' },
    },
  },
}

const contract = {
  $schema: `./${schemaId}`,
  version: '0.36.6',
  requirements,
  statusMessages,
  messages,
}

const outputs = [
  ['requirements.json', contract],
  [schemaId, schema],
] as const

export const render = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

const checking = process.argv.includes('--check')
for (const [name, value] of outputs) {
  const file = Bun.file(join(import.meta.dir, name))
  const wanted = render(value)
  if (!checking) await Bun.write(file, wanted)
  else if ((await file.exists()) && (await file.text()) === wanted) continue
  else {
    process.stdout.write(`spec/${name} is not what the spec says; run: bun spec/generate.ts\n`)
    process.exitCode = 1
  }
}
