import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parse } from 'parse5'

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

/** Of elements that are open at once, `html` and `body` included; more is refused by the contract's parser. */
const maxOpen = 512

class TooDeep extends Error {
  override readonly name = 'TooDeep'
}

/** The document; undefined when its elements nest too deep, before the rest of it is read. */
const parseFlat = (html: string): Node | undefined => {
  let open = 0
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...element: Parameters<typeof defaultTreeAdapter.createElement>) {
      // It is going to be open, if only for a moment: one without an end tag counts, too.
      if (open >= maxOpen) throw new TooDeep()
      return defaultTreeAdapter.createElement(...element)
    },
    onItemPush() {
      open++
    },
    onItemPop() {
      open--
    },
  }
  try {
    return parse(html, { treeAdapter })
  } catch (error) {
    if (error instanceof TooDeep) return undefined
    throw error
  }
}

/**
 * The plain text of an HTML fragment, cut to `max` code points (fields.excerpt*): white space collapsed, blocks set
 * apart by one space, controls and embedded things left out. Empty for what nests too deep (fields.excerpt-depth).
 */
export const excerpt = (html: string, max: number, withEllipsis: boolean): string => {
  const root = parseFlat(html)
  if (root === undefined) return ''
  const text = collect(root, max).trim()
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
