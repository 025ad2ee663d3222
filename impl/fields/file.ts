import { validationItem } from '../../spec/errors.ts'
import type { FieldIssues } from '../errors.ts'
import { blank, collectEach, collectIssues } from '../issues.ts'
import type { FieldType } from './field-type.ts'
import { checkRange } from './issues.ts'
import { listColumn, listOf } from './list-column.ts'

const defaultMaxSize = 5 * 1024 * 1024
const thumb = /^(\d+)x(\d+)(t|b|f)?$/
const emptyThumb = /^0x0[tbf]?$/

/** Names of stored files. */
export const fileField: FieldType = {
  ...listColumn,
  type: 'file',
  options: {
    maxSelect: 0,
    maxSize: 0,
    mimeTypes: null,
    protected: false,
    required: false,
    thumbs: null,
  },
  check(value, config) {
    const names = listOf(value)
    if (names.length === 0) return config['required'] === true ? blank : undefined
    const maxSelect = Math.max(1, Number(config['maxSelect']))
    return names.length > maxSelect
      ? validationItem('validation_too_many_files', { maxSelect })
      : undefined
  },
  checkOptions: ({ maxSelect, maxSize, thumbs }) =>
    collectIssues({
      maxSelect: checkRange(maxSelect),
      maxSize: checkRange(maxSize),
      thumbs: checkThumbs(thumbs),
    }),
  bodyBytes: ({ maxSelect, maxSize }) =>
    (Number(maxSize) || defaultMaxSize) * Math.max(1, Number(maxSelect)),
}

const checkThumbs = (thumbs: unknown): FieldIssues | undefined =>
  // The options of a field have the types of their zero values.
  collectEach(Array.isArray(thumbs) ? (thumbs as readonly string[]) : [], (size) => {
    if (size === '') return undefined
    if (emptyThumb.test(size)) return validationItem('validation_not_in_invalid')
    return thumb.test(size) ? undefined : validationItem('validation_match_invalid')
  })
