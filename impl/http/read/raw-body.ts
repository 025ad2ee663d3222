import { ApiError } from '../../errors.ts'
import { BodyError, gather } from '../transport/body.ts'
import type { HttpHeaders, HttpRequest } from '../transport/message.ts'

/** The limit of every route that has none of its own (http.bodylimit.default). */
export const defaultMaxBodyBytes = 33_554_432

/** Declared length in bytes; undefined for a chunked body and for none. */
const declaredBytes = (headers: HttpHeaders): number | undefined => {
  const length = headers.get('content-length')
  // Equal duplicates arrive as `5, 5`; the transport refuses different ones.
  return length === null ? undefined : Number.parseInt(length, 10)
}

/** Whether the request carries a body: a declared length of 0 or none at all is "no data" (http.body.empty). */
export const hasBody = (headers: HttpHeaders): boolean => {
  const declared = declaredBytes(headers)
  return declared === undefined ? headers.has('transfer-encoding') : declared > 0
}

/** Refuses a declared length over the limit without reading a byte (http.bodylimit.default). */
export const checkDeclaredLength = (headers: HttpHeaders, maxBytes: number): void => {
  const declared = declaredBytes(headers)
  if (declared !== undefined && declared > maxBytes) throw new ApiError({ kind: 'too-large' })
}

/** Of a body that is refused so much is still read past: a client that is cut off while it sends never sees the answer. */
const lingerBytes = 4_194_304

/**
 * The body in the pieces it arrives in. Throws `too-large` once there is more than `maxBytes`, `invalid` when the client
 * goes away before the end.
 */
export async function* readChunks(
  request: HttpRequest,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const body: AsyncIterable<Uint8Array> | null = request.body
  if (body === null) return
  let seen = 0
  try {
    for await (const chunk of body) {
      seen += chunk.byteLength
      if (seen <= maxBytes) yield chunk
      else if (seen > maxBytes + lingerBytes) break
    }
    if (seen > maxBytes) throw new ApiError({ kind: 'too-large' })
  } catch (error) {
    throw refusalOf(error)
  }
}

/**
 * The body as far as it came, for a reader that can tell whether that is enough: of a length that the client does not keep,
 * or of chunks that become malformed (http.message.half-closed-body). Throws `too-large`.
 */
export const readArrived = async (request: HttpRequest, maxBytes: number): Promise<Uint8Array> => {
  try {
    return await readBytes(request, maxBytes)
  } catch (error) {
    if (error instanceof ApiError && error.cause instanceof BodyError) return error.cause.arrived
    throw error
  }
}

/** The whole body; see {@link readChunks} for what is thrown. */
export const readBytes = async (request: HttpRequest, maxBytes: number): Promise<Uint8Array> => {
  try {
    // A declared length has been checked and the transport holds the client to it.
    if (declaredBytes(request.headers) !== undefined) return await request.bytes()
    return await gather(readChunks(request, maxBytes))
  } catch (error) {
    throw refusalOf(error)
  }
}

// An upload cut off in the middle is the client's doing and no defect of ours.
const refusalOf = (error: unknown) =>
  error instanceof ApiError ? error : new ApiError({ kind: 'invalid' }, { cause: error })
