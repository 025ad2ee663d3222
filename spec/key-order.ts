/** What the keyword `x-key-order` of a wire shape asks: the listed order for keys that are there, or byte order. */
export const isInOrder = (order: readonly string[] | 'sorted', value: object): boolean => {
  const keys = Object.keys(value)
  const wanted =
    order === 'sorted' ? keys.toSorted() : order.filter((key) => Object.hasOwn(value, key))
  return keys.join('\n') === wanted.join('\n')
}
