import type { Schema } from '../../spec/shapes.ts'

/** From the body to an object in it: into a key, into every element, or only on when the object says what it is. */
export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'each' }
  | { readonly kind: 'only'; readonly key: string; readonly value: unknown }

/** An object that a wire shape describes, wherever it stands in a body. */
export interface Place {
  readonly steps: readonly Step[]
  /** Its keys that have a shape, and the schema of each. */
  readonly properties: Readonly<Record<string, Schema>>
  /** Whether the contract fixes the order of its keys. */
  readonly isOrdered: boolean
}

/** `/fields/*:text` for the text fields of a collection. */
export const showPlace = (steps: readonly Step[]): string =>
  steps
    .map((step) => {
      if (step.kind === 'key') return `/${step.key}`
      return step.kind === 'each' ? '/*' : `:${String(step.value)}`
    })
    .join('')

/** All objects of a wire shape. Of alternatives that a key tells apart, each is a place of its own. */
export const placesOf = (shape: Schema): readonly Place[] => walk(shape, [], shape)

const walk = (schema: Schema, steps: readonly Step[], root: Schema): readonly Place[] => {
  const { $ref, oneOf, items, properties } = schema
  if (typeof $ref === 'string') return walk(resolve(root, $ref), steps, root)
  if (Array.isArray(oneOf)) {
    return (oneOf as readonly Schema[]).flatMap((each) =>
      walk(each, [...steps, ...discriminatorOf(each)], root),
    )
  }
  if (isSchema(items)) return walk(items, [...steps, { kind: 'each' }], root)
  if (!isSchema(properties)) return []
  // Values of `properties` are schemas, or false for a key that must not be there.
  const known = properties as Readonly<Record<string, Schema | false>>
  const shown = Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, Schema] => entry[1] !== false),
  )
  const place = { steps, properties: shown, isOrdered: schema['x-key-order'] !== undefined }
  const below = Object.entries(shown).flatMap(([key, each]) =>
    walk(each, [...steps, { kind: 'key', key }], root),
  )
  return [place, ...below]
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const discriminatorOf = ({ properties }: Schema): readonly Step[] => {
  if (!isSchema(properties)) return []
  const type = properties['type']
  return isSchema(type) && 'const' in type
    ? [{ kind: 'only', key: 'type', value: type['const'] }]
    : []
}

const resolve = (root: Schema, reference: string): Schema => {
  const name = reference.slice('#/$defs/'.length)
  const definitions = root['$defs']
  const found = isSchema(definitions) ? definitions[name] : undefined
  if (!isSchema(found)) throw new Error(`the shape has no definition "${reference}"`)
  return found
}

/** The objects of a body that stand at a place. */
export const objectsAt = (
  json: unknown,
  steps: readonly Step[],
): readonly Record<string, unknown>[] => {
  const [step, ...rest] = steps
  if (step === undefined) return isObject(json) ? [json] : []
  switch (step.kind) {
    case 'each':
      return Array.isArray(json) ? json.flatMap((item: unknown) => objectsAt(item, rest)) : []
    case 'key':
      return isObject(json) && Object.hasOwn(json, step.key) ? objectsAt(json[step.key], rest) : []
    case 'only':
      return isObject(json) && json[step.key] === step.value ? objectsAt(json, rest) : []
    default:
      return step satisfies never
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
