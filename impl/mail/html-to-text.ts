import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

const inlineTags: ReadonlySet<string> = new Set(
  'a b em i small span strike strong sub sup u'.split(' '),
)
const droppedTags: ReadonlySet<string> = new Set(
  'applet button form head iframe img input object option script select style svg template textarea'.split(
    ' ',
  ),
)

/**
 * The plain text of an HTML mail (mail.transport.text-part): the start of a block or a `br` behind text begins a new CRLF
 * line, its end does not; a link reads `[label](href)`; white space runs are one space, and none where a line or item begins.
 */
export const htmlToText = (html: string): string => {
  const writer = { text: '', hasText: false, isLineStart: true }
  for (const node of parse(html).childNodes) write(node, writer)
  return writer.text.trim()
}

interface Writer {
  text: string
  /** Whether something stands before which a new block would begin its own line. */
  hasText: boolean
  /** Whether white space would be the first of its line. */
  isLineStart: boolean
}

const write = (node: Node, writer: Writer): void => {
  if (isElement(node)) return writeElement(node, writer)
  if (node.nodeName !== '#text' || !('value' in node)) return
  const collapsed = node.value.replace(/[\t\n\f\r ]+/g, ' ')
  const text = writer.isLineStart ? collapsed.replace(/^ /, '') : collapsed
  if (text === '') return
  writer.text += text
  writer.isLineStart = false
  if (text.trim() !== '') writer.hasText = true
}

const isElement = (node: Node): node is Element => 'tagName' in node

const writeElement = (element: Element, writer: Writer): void => {
  const { tagName } = element
  if (droppedTags.has(tagName)) return
  if (tagName === 'br' || (writer.hasText && !inlineTags.has(tagName))) {
    writer.text += '\r\n'
    writer.hasText = false
    writer.isLineStart = true
  }
  if (tagName === 'li') writer.text += '- '
  if (tagName === 'a') return writeLink(element, writer)
  for (const child of element.childNodes) write(child, writer)
}

const writeLink = (element: Element, writer: Writer): void => {
  const label = { text: '', hasText: false, isLineStart: true }
  for (const child of element.childNodes) write(child, label)
  const href = element.attrs.find(({ name }) => name === 'href')?.value ?? ''
  const shown = label.text.trim() === '' ? 'LINK' : label.text.trim()
  writer.text += href === '' ? `[${shown}]` : `[${shown}](${href})`
  writer.isLineStart = false
  if (label.hasText) writer.hasText = true
}
