import { validationItem } from '../../spec/errors.ts'
import { blank, collectIssues } from '../issues.ts'
import { castText } from '../values/cast.ts'
import type { FieldType } from './field-type.ts'
import { checkRange } from './bounds.ts'
import { textColumn } from './text-column.ts'

const defaultMaxSize = 5 * 1024 * 1024

/** Rich text, kept as sent; its size is limited in bytes. */
export const editorField: FieldType = {
  ...textColumn,
  type: 'editor',
  options: { convertURLs: false, maxSize: 0, required: false },
  cast: castText,
  check(value, config) {
    const text = value as string // cast gives a text
    if (text === '') return config['required'] === true ? blank : undefined
    const maxSize = Number(config['maxSize']) || defaultMaxSize
    if (Buffer.byteLength(text) <= maxSize) return undefined
    return validationItem('validation_content_size_limit', { maxSize })
  },
  checkOptions: ({ maxSize }) => collectIssues({ maxSize: checkRange(maxSize) }),
  bodyBytes: ({ maxSize }) => Number(maxSize) || defaultMaxSize,
}
