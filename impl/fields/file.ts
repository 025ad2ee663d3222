import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import { blank, collectEach, collectIssues } from '../issues.ts'
import { castList } from '../values/cast.ts'
import { Upload } from '../values/upload.ts'
import type { FieldConfig, FieldType } from './field-type.ts'
import { checkRange } from './bounds.ts'
import { changeList, listColumn, listOf } from './list-column.ts'

const defaultMaxSize = 5 * 1024 * 1024
const thumb = /^(\d+)x(\d+)(t|b|f)?$/
const emptyThumb = /^0x0[tbf]?$/

/**
 * Elements of an array are read one by one; what is not one name, or one upload, is left out. A text that is a list is such
 * an array where several files are kept.
 */
const namesOf = (raw: unknown, config: FieldConfig): readonly string[] => {
  if (!Array.isArray(raw)) {
    const names = castList(raw)
    return listColumn.multiple(config) ? eachOf(names) : names
  }
  return eachOf(raw)
}

const eachOf = (items: readonly unknown[]): readonly string[] =>
  castList(
    items.flatMap((item) => {
      const names = item instanceof Upload ? [item.name] : castList(item)
      return names.length === 1 ? names : []
    }),
  )

/** Names of stored files; an upload counts by the name it would have. */
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
  cast: (raw, config) => listColumn.cast(namesOf(raw, config), config),
  modify(current, modifier, raw, config) {
    const given = eachOf(Array.isArray(raw) ? raw : castList(raw))
    const changed = changeList(listOf(current), modifier, given)
    return listColumn.cast(eachOf(changed), config)
  },
  files: listOf,
  check(value, config, { before = '', uploads } = { uploads: new Map() }) {
    const names = listOf(value)
    if (names.length === 0) return config['required'] === true ? blank : undefined
    const known = new Set(listOf(before))
    const fresh = names.filter((name) => !known.has(name))
    const invalidFiles = fresh.filter((name) => !uploads.has(name))
    if (invalidFiles.length > 0)
      return validationItem('validation_invalid_file', { invalidFiles: invalidFiles.map(cut) })
    const maxSelect = Math.max(1, Number(config['maxSelect']))
    if (names.length > maxSelect) return validationItem('validation_too_many_files', { maxSelect })
    for (const name of fresh) {
      const upload = uploads.get(name)
      const issue = upload === undefined ? undefined : checkUpload(upload, config)
      if (issue !== undefined) return issue
    }
    return undefined
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

const shownBytes = 250

/** The beginning of a long name; what is left of a character in which it ends is shown byte by byte. */
const cut = (name: string): string => {
  const bytes = Buffer.from(name)
  if (bytes.length <= shownBytes) return name
  let end = shownBytes
  // The byte behind the end belongs to a character that begins before it.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end) + '\ufffd'.repeat(shownBytes - end)
}

const checkUpload = (
  { name, clientName, sizeBytes, mimeType }: Upload,
  config: FieldConfig,
): FieldIssue | undefined => {
  const maxSize = Number(config['maxSize']) || defaultMaxSize
  if (sizeBytes > maxSize) {
    return validationItem('validation_file_size_limit', { file: clientName, maxSize })
  }
  const { mimeTypes } = config
  // The options of a field have the types of their zero values.
  const allowed = Array.isArray(mimeTypes) ? (mimeTypes as readonly string[]) : []
  const [bare = ''] = mimeType.split(';')
  if (allowed.length === 0 || allowed.includes(bare)) return undefined
  return validationItem('validation_invalid_mime_type', {
    name,
    mimeTypes: allowed.join(', '),
  })
}

const checkThumbs = (thumbs: unknown): FieldIssues | undefined =>
  // The options of a field have the types of their zero values.
  collectEach(Array.isArray(thumbs) ? (thumbs as readonly string[]) : [], (size) => {
    if (size === '') return undefined
    if (emptyThumb.test(size)) return validationItem('validation_not_in_invalid')
    return thumb.test(size) ? undefined : validationItem('validation_match_invalid')
  })
