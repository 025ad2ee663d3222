import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

const dropped = new Set(
  'head style script iframe embed applet object svg img picture dialog template button form textarea input select option'.split(
    ' ',
  ),
)
const inline = new Set(
  'a abbr acronym b bdo big br button cite code em i label q small span strong strike sub sup time'.split(
    ' ',
  ),
)

const spaces = /[\t\n\f\r ]+/g

/**
 * The plain text of an HTML fragment, cut to `max` code points (fields.excerpt*): white space collapsed, blocks set
 * apart by one space, controls and embedded things left out.
 */
export const excerpt = (html: string, max: number, withEllipsis: boolean): string => {
  const text = collect(parse(html), max).trim()
  const points = [...text]
  if (points.length <= max) return text
  const cut = points.slice(0, max).join('').trim()
  return withEllipsis ? `${cut}...` : cut
}

const collect = (root: Node, max: number): string => {
  let text = ''
  let bytes = 0
  const append = (more: string): void => {
    text += more
    bytes += Buffer.byteLength(more)
  }
  const endsOpen = (): boolean => text !== '' && !text.endsWith(' ')
  const visit = (node: Node): void => {
    if (node.nodeName === '#text' && 'value' in node) {
      const words = node.value.replace(spaces, ' ')
      append(endsOpen() ? words : words.replace(/^ /, ''))
      return
    }
    if (dropped.has(node.nodeName) || !('childNodes' in node)) return
    const isBlock = 'tagName' in node && !inline.has(node.tagName)
    if (isBlock && endsOpen()) append(' ')
    for (const child of node.childNodes) {
      // Bytes, not characters: what a longer text of several nodes shows depends on it.
      if (bytes >= max + 2) break
      visit(child)
    }
    if (isBlock && endsOpen()) append(' ')
  }
  visit(root)
  return text
}
