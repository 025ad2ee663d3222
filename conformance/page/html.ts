/** Text that is HTML already. */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

type Content = Html | string | number | undefined | readonly Content[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const show = (content: Content): string => {
  if (content === undefined) return ''
  if (content instanceof Html) return content.toString()
  if (typeof content === 'object') return content.map(show).join('')
  return String(content).replace(/[&<>"]/g, (found) => escapes[found] ?? found)
}

/** A template whose values are escaped unless they are HTML themselves; lists are joined, undefined is nothing. */
export const html = (texts: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(String.raw({ raw: texts }, ...values.map(show)))
