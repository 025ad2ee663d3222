import { idAlphabet, type Random } from '../values/random.ts'

const maxNameBytes = 300
const maxExtension = 20
const minBase = 3
const maxBase = 100
const drawn = 10

/** What stands between two separators of a path; Go's `filepath.Base`. */
export const lastPathElement = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '')
  if (trimmed === '') return path === '' ? '.' : '/'
  return trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/**
 * The name under which an upload is stored: its own in snake case, ten random letters, and its extension
 * (files.naming.*).
 * @param detected extension for a name that has none that is usable: empty, or with its dot.
 */
export const storedName = (clientName: string, detected: string, random: Random): string => {
  const name = lastBytes(clientName, maxNameBytes)
  const extension = extensionOf(name)
  const base = snakeCase(trimDots(name.slice(0, name.length - extension.length)))
  return `${fitBase(base, random)}_${random.text(drawn, idAlphabet)}${cleanExtension(extension) || detected}`
}

const trimDots = (text: string): string => text.replace(/^\.+|\.+$/g, '')

const lastBytes = (text: string, max: number): string => {
  const bytes = Buffer.from(text)
  return bytes.length > max ? bytes.subarray(-max).toString() : text
}

/** From the second-last dot on where there are two or more, such as `.tar.gz`; with its dot. */
const extensionOf = (name: string): string => {
  const last = name.lastIndexOf('.')
  if (last < 0) return ''
  const before = last === 0 ? -1 : name.lastIndexOf('.', last - 1)
  return name.slice(before < 0 ? last : before)
}

const cleanExtension = (extension: string): string => {
  const clean = trimDots(extension.replace(/[^A-Za-z0-9_.*\-+=#]/g, ''))
  if (clean === '') return ''
  // The dot counts.
  return clean.length < maxExtension ? `.${clean}` : `.${trimDots(clean.slice(-maxExtension))}`
}

/** `myTestDB-1` is `my_test_db_1`. */
const snakeCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/(?<=[^A-Z])(?=[A-Z])/g, '_'))
    .join('_')
    .toLowerCase()

const fitBase = (base: string, random: Random): string =>
  base.length < minBase ? base + random.text(drawn, idAlphabet) : base.slice(0, maxBase)
