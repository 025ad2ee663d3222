import { join, resolve } from 'node:path'

/** The file whose tables are made from committed results. */
export const readmePath = join(resolve(import.meta.dir, '../..'), 'README.md')

/**
 * A text with other content between `<!-- name -->` and `<!-- /name -->`.
 * @throws Error when it has no such place.
 */
export const fillPlace = (text: string, name: string, content: string): string => {
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
  if (!place.test(text)) throw new Error(`README.md has no <!-- ${name} --> to put the results`)
  return text.replace(place, (_whole, open: string, close: string) => `${open}${content}\n${close}`)
}
