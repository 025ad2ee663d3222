const names = '[^"=&?\\s]*(?:token|password|secret)[^"=&?\\s]*'

/** A text member of a JSON object, whatever its text is made of. */
const members = new RegExp(`("${names}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gis')

/** A pair of a query or of a URL-encoded form. */
const pairs = new RegExp(`(^|[?&])(${names})=[^&#\\s"']*`, 'gi')

/** A signed token, wherever it stands. */
const tokens = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g

/** Blots out what lets a reader of a report into a server: passwords, secrets and tokens, by their names and by their form. */
export const redact = (text: string): string =>
  text.replace(members, '$1"***"').replace(pairs, '$1$2=***').replace(tokens, '***')
