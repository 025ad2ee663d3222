import { ApiError } from '../errors.ts'

/** `page`, `perPage` and `skipTotal` of a list request, clamped as echoed; `offset` is what SQL gets. */
export interface Page {
  /** Echoed as sent, however large. */
  readonly page: bigint
  readonly perPage: number
  readonly offset: number
  readonly skipTotal: boolean
}

const defaultPerPage = 30
const maxPerPage = 1000
const maxInt64 = 2n ** 63n - 1n
const minInt64 = -(2n ** 63n)

const refuse = (): never => {
  throw new ApiError({ kind: 'invalid' })
}

/** A signed base-10 64-bit integer; undefined when absent or empty, refused (400) when anything else (page.invalid-number). */
const readInteger = (text: string | undefined): bigint | undefined => {
  if (text === undefined || text === '') return undefined
  if (!/^[+-]?\d+$/.test(text)) return refuse()
  const value = BigInt(text.replace(/^\+/, ''))
  return value > maxInt64 || value < minInt64 ? refuse() : value
}

const readBoolean = (text: string | undefined): boolean => {
  if (text === undefined || text === '') return false
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true
  return /^(0|f|F|FALSE|false|False)$/.test(text) ? false : refuse()
}

/** Reads in the contract's order: skipTotal, page, perPage (page.*). */
export const readPage = (query: ReadonlyMap<string, string>): Page => {
  const skipTotal = readBoolean(query.get('skipTotal'))
  const askedPage = readInteger(query.get('page')) ?? 1n
  const askedPerPage = readInteger(query.get('perPage')) ?? 0n
  const page = askedPage <= 0n ? 1n : askedPage
  const perPage =
    askedPerPage <= 0n
      ? defaultPerPage
      : Number(askedPerPage > maxPerPage ? maxPerPage : askedPerPage)
  // The product wraps at 64 bits, and what is not positive means no offset (page.overflow).
  const product = BigInt.asIntN(64, BigInt(perPage) * (page - 1n))
  return { page, perPage, offset: product > 0n ? Number(product) : 0, skipTotal }
}

/** The total that the page itself tells: it came back short, and not only because it lies beyond the end. */
export const totalKnownFrom = ({ perPage, offset }: Page, rows: number): number | undefined =>
  rows < perPage && (rows > 0 || offset === 0) ? offset + rows : undefined

/** The JSON text of a list response; `total` -1 stands for "not counted". */
export const writePage = (
  items: readonly string[],
  { page, perPage }: Page,
  total: number,
): string => {
  const pages = total < 0 ? -1 : Math.ceil(total / perPage)
  return `{"items":[${items.join(',')}],"page":${page},"perPage":${perPage},"totalItems":${total},"totalPages":${pages}}`
}
