import type { Field } from '../collections/model.ts'
import { goQuote } from '../values/go-quote.ts'
import { FilterError } from './query.ts'

export type FieldModifier = 'lower' | 'length' | 'each' | 'isset' | 'changed'

const modifiers: ReadonlySet<string> = new Set<FieldModifier>([
  'lower',
  'length',
  'each',
  'isset',
  'changed',
])

const isModifier = (word: string): word is FieldModifier => modifiers.has(word)

export interface ModifiedName {
  readonly name: string
  readonly modifier: FieldModifier | undefined
}

/** `name:modifier`. With two colons the whole is a name, which nothing has (filter.modifier.unknown). */
export const splitModifier = (part: string): ModifiedName => {
  const [name = '', modifier, ...more] = part.split(':')
  if (modifier === undefined || more.length > 0) return { name: part, modifier: undefined }
  if (!isModifier(modifier)) throw new FilterError(`unknown modifier in ${goQuote(part)}`)
  return { name, modifier }
}

/** Holds several values for its configuration, so that it is stored as a JSON array. */
export const isMultiple = ({ type, config }: Field): boolean => type.multiple(config)
