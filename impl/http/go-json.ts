const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * JSON text with the escapes of Go's encoder, which are on the wire of every answer (http.error.key-order). The escaped
 * characters occur nowhere in JSON but inside strings, so replacing them afterwards is safe.
 */
export const goJson = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => escapes[character] ?? character,
  )
