const date = /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z/g
const secret = /("secret":")[A-Za-z0-9]{50}"/g

/** The cost is the field's, salt and sum are drawn. */
const bcrypt = /^\$2[ab]\$(\d\d)\$.{53}$/
/** What the server drew from a generator to see whether it fits its field. */
const sample = /(could produce invalid field values, ex\.: \\").*?(\\"\.)/g

const dayMs = 24 * 60 * 60 * 1000

const isRecent = (text: string): boolean =>
  Math.abs(Date.now() - Date.parse(text.replace(' ', 'T'))) < dayMs

/**
 * Replaces what differs from run to run by its name: times of the last day and drawn texts. Ids
 * stay: those of collections and fields follow from their names, those of records are the session's own.
 */
export const nameVolatile = (text: string): string =>
  text
    .replace(date, (found) => (isRecent(found) ? '<now>' : found))
    .replace(secret, '$1<secret>"')
    .replace(bcrypt, '<bcrypt $1>')
    .replace(sample, '$1<sample>$2')
