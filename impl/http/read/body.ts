import { ApiError, refusal } from '../../errors.ts'
import { formValues, objectEntries } from './form-values.ts'
import { firstLine } from './headers.ts'
import { JsonError, readFirstJson } from '../../values/read-json.ts'
import { castList } from '../../values/cast.ts'
import { type FileDoor, type Multipart, readMultipart } from './multipart.ts'
import { MultipartError } from './multipart-source.ts'
import { readPairs } from './pairs.ts'
import type { HttpHeaders, HttpRequest } from '../transport/message.ts'
import { checkDeclaredLength, hasBody, readArrived, readBytes, readChunks } from './raw-body.ts'

export type Body = ReadonlyMap<string, unknown>

export interface BodySource {
  readonly request: HttpRequest
  /** The query as sent: it is part of a form's data. */
  readonly query: string
  readonly maxBytes: number
  /** Takes the files of a multipart form; left out: they are read past. */
  readonly door?: FileDoor | undefined
}

const nothing: Body = new Map()

/**
 * The submitted object, in the format a case-sensitive prefix of the Content-Type names (http.body.content-types). Throws
 * `invalid` without a message for a malformed body, with "Unsupported Content-Type." for a format that is none of the
 * contract's, and `too-large`.
 */
export const readBody = async (source: BodySource): Promise<Body> => {
  const { headers } = source.request
  if (!hasBody(headers)) return nothing
  checkDeclaredLength(headers, source.maxBytes)
  const contentType = contentTypeOf(headers)
  const format = formats.find(([prefix]) => contentType.startsWith(prefix))
  if (format === undefined) throw refusal('unsupportedContentType')
  const [, read] = format
  try {
    return await read(source, contentType)
  } catch (error) {
    if (error instanceof JsonError || error instanceof MultipartError) throw malformed(error)
    throw error
  }
}

const contentTypeOf = (headers: HttpHeaders): string => firstLine(headers, 'content-type')

/** Whether a body with these headers is read as a form. */
export const isForm = (headers: HttpHeaders): boolean =>
  /^(?:multipart\/form-data|application\/x-www-form-urlencoded)/.test(contentTypeOf(headers))

const malformed = (cause?: unknown) => new ApiError({ kind: 'invalid' }, { cause })

type ReadFormat = (source: BodySource, contentType: string) => Promise<Body>

// A byte order mark stays in the text and makes it malformed JSON (http.body.json-utf8).
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

const readJsonBody: ReadFormat = async ({ request, maxBytes }) => {
  return new Map(objectEntries(readFirstJson(utf8.decode(await readArrived(request, maxBytes)))))
}

const readUrlencodedBody: ReadFormat = async ({ request, query, maxBytes }) => {
  const isRead = ['POST', 'PUT', 'PATCH'].includes(request.method)
  const sent = readPairs(isRead ? utf8.decode(await readBytes(request, maxBytes)) : '')
  const asked = readPairs(query)
  if (sent.malformed || asked.malformed) throw malformed()
  return formValues([...sent.pairs, ...asked.pairs])
}

const readMultipartBody: ReadFormat = async (source, contentType) => {
  const { request, query, maxBytes, door } = source
  const asked = readPairs(query)
  if (asked.malformed) throw malformed()
  if (request.body === null) return formValues(asked.pairs)
  const sent = await readMultipart(contentType, readChunks(request, maxBytes), door)
  // Here the query comes first, in an urlencoded form last (records.body.form-query-merged).
  return withFiles(formValues([...asked.pairs, ...sent.pairs]), sent.files)
}

/** Files come behind what the form says under the same name beside them (values.file.multi-merge-with-names). */
const withFiles = (values: Body, files: Multipart['files']): Body => {
  if (files.length === 0) return values
  const all = new Map(values)
  for (const [name, uploads] of Map.groupBy(files, ([key]) => key)) {
    all.set(name, [...castList(values.get(name)), ...uploads.map(([, upload]) => upload)])
  }
  return all
}

/** Recognised, but no record can be read from it (http.body.xml-records-unsupported). */
const refuseXml: ReadFormat = () => Promise.reject(malformed())

const formats: readonly (readonly [prefix: string, read: ReadFormat])[] = [
  ['application/json', readJsonBody],
  ['multipart/form-data', readMultipartBody],
  ['application/x-www-form-urlencoded', readUrlencodedBody],
  ['text/xml', refuseXml],
  ['application/xml', refuseXml],
]
