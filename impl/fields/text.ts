import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue } from '../errors.ts'
import { blank, collectIssues } from '../issues.ts'
import { castText } from '../values/cast.ts'
import { generate, UnsupportedPattern } from '../values/autogenerate.ts'
import { defaultIdPattern } from '../values/id-pattern.ts'
import { systemRandom } from '../values/random.ts'
import type { FieldConfig, FieldType } from './field-type.ts'
import { checkRange, checkUpper } from './bounds.ts'
import { compilePattern, satisfies } from './pattern.ts'
import { lengthOf, textColumn } from './text-column.ts'

const defaultMax = 5000

/** Tried in this order (records.create.id-forbidden-characters). */
const forbiddenInIds = [
  '.',
  '/',
  '\\',
  '|',
  '"',
  "'",
  '`',
  '<',
  '>',
  ':',
  '?',
  '*',
  '%',
  '$',
  '\0',
  '\t',
  '\n',
  '\r',
  ' ',
]
const reservedIds = /^(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])$/i

/** One text, kept as sent. The primary key is a text field, too. */
export const textField: FieldType = {
  ...textColumn,
  type: 'text',
  options: {
    autogeneratePattern: '',
    max: 0,
    min: 0,
    pattern: '',
    primaryKey: false,
    required: false,
  },
  column: ({ primaryKey }) =>
    primaryKey === true
      ? "TEXT PRIMARY KEY DEFAULT ('r'||lower(hex(randomblob(7)))) NOT NULL"
      : textColumn.column(),
  cast: castText,
  check(value, config) {
    const text = value as string // cast gives a text
    if (text === '') return config['required'] === true ? blank : undefined
    return (
      checkText(text, config) ?? (config['primaryKey'] === true ? checkId(text, config) : undefined)
    )
  },
  checkOptions(config) {
    const { min, max } = config
    return collectIssues({
      min: checkRange(min),
      max: checkUpper(max, min),
      pattern: checkPattern(config['pattern']),
      autogeneratePattern: checkGenerator(config),
    })
  },
  autogenerate: ({ autogeneratePattern }) =>
    typeof autogeneratePattern === 'string' && autogeneratePattern !== ''
      ? autogeneratePattern
      : undefined,
}

const checkText = (text: string, config: FieldConfig): FieldIssue | undefined => {
  const length = lengthOf(text)
  const min = Number(config['min'])
  const max = Number(config['max']) > 0 ? Number(config['max']) : defaultMax
  if (length < min) return validationItem('validation_min_text_constraint', { min })
  if (length > max) return validationItem('validation_max_text_constraint', { max })
  return satisfies(config['pattern'], text)
    ? undefined
    : validationItem('validation_invalid_format')
}

const checkId = (text: string, { pattern }: FieldConfig): FieldIssue | undefined => {
  if (pattern === defaultIdPattern) return undefined
  const ch = forbiddenInIds.find((character) => text.includes(character))
  if (ch !== undefined) return validationItem('validation_forbidden_pk_character', { ch })
  if (!reservedIds.test(text)) return undefined
  return validationItem('validation_reserved_pk', { reserved: text.toUpperCase() })
}

/** A pattern option must compile (schema.text.pattern-invalid). */
export const checkPattern = (source: unknown): FieldIssue | undefined => {
  if (typeof source !== 'string' || source === '') return undefined
  const pattern = compilePattern(source)
  return pattern instanceof Error
    ? validationItem('validation_invalid_regex', { reason: pattern.message })
    : undefined
}

const samples = 10

/** The generator must be one that can be drawn from, and what it draws must pass the field's own checks. */
const checkGenerator = (config: FieldConfig): FieldIssue | undefined => {
  const pattern = config['autogeneratePattern']
  if (typeof pattern !== 'string' || pattern === '') return undefined
  const invalid = checkPattern(pattern)
  if (invalid !== undefined) return invalid
  try {
    for (let sample = 0; sample < samples; sample++) {
      const text = generate(pattern, systemRandom)
      if (text === '' && config['required'] === true) return conflict(text)
      if (text !== '' && checkText(text, config) !== undefined) return conflict(text)
    }
  } catch (error) {
    if (!(error instanceof UnsupportedPattern)) throw error
    return validationItem('validation_invalid_autogenerate_pattern', { reason: error.message })
  }
  return undefined
}

const conflict = (sample: string): FieldIssue =>
  validationItem('validation_invalid_autogenerate_pattern_value', { sample })
