import type { FieldIssue, FieldIssues } from '../errors.ts'
import type { FieldType } from './field-type.ts'
import { blank, checkRange, collectIssues } from './issues.ts'
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
    if (names.length <= maxSelect) return undefined
    return {
      code: 'validation_too_many_files',
      message: `The maximum allowed files is ${maxSelect}.`,
      params: { maxSelect },
    }
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

const checkThumbs = (thumbs: unknown): FieldIssues | undefined => {
  const issues: Record<string, FieldIssue> = {}
  const sizes = Array.isArray(thumbs) ? (thumbs as readonly string[]) : []
  for (const [index, size] of sizes.entries()) {
    if (size === '') continue
    if (emptyThumb.test(size)) {
      issues[String(index)] = { code: 'validation_not_in_invalid', message: 'Must not be in list.' }
    } else if (!thumb.test(size)) {
      issues[String(index)] = {
        code: 'validation_match_invalid',
        message: 'Must be in a valid format.',
      }
    }
  }
  return Object.keys(issues).length > 0 ? issues : undefined
}
