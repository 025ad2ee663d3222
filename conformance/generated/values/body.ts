import type { Pair } from '../../model/values/form.ts'

/** A body in one of the formats that a record can be written in. */
export interface SentBody {
  readonly kind: 'json' | 'multipart' | 'urlencoded'
  /** Of JSON the members as they are written, a key twice included; of a form its parts, all of them texts. */
  readonly pairs: readonly Pair[]
}

const boundary = 'plumbline-7f3a9c51d2e84b60'

/** JSON as it is written: like `JSON.stringify`, but a negative zero stays one. */
const writeJson = (value: unknown): string => {
  if (Object.is(value, -0)) return '-0'
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${writeJson(member)}`,
  )
  return `{${members.join(',')}}`
}

const writePart = ([key, value]: Pair): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${String(value)}\r\n`

/** The body as it goes over the wire. */
export const encodeBody = ({
  kind,
  pairs,
}: SentBody): { readonly type: string; readonly text: string } => {
  switch (kind) {
    case 'json': {
      const members = pairs.map(([key, value]) => `${JSON.stringify(key)}:${writeJson(value)}`)
      return { type: 'application/json', text: `{${members.join(',')}}` }
    }
    case 'multipart':
      return {
        type: `multipart/form-data; boundary=${boundary}`,
        text: `${pairs.map(writePart).join('')}--${boundary}--\r\n`,
      }
    case 'urlencoded':
      return {
        type: 'application/x-www-form-urlencoded',
        text: pairs
          .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
          .join('&'),
      }
    default:
      return kind satisfies never
  }
}
