/** A map that is filled when somebody first looks into it: most requests never ask for their headers. */
export const lazyMap = <Key, Value>(
  load: () => ReadonlyMap<Key, Value>,
): ReadonlyMap<Key, Value> => {
  let loaded: ReadonlyMap<Key, Value> | undefined
  const map = () => (loaded ??= load())
  return {
    get size() {
      return map().size
    },
    get: (key) => map().get(key),
    has: (key) => map().has(key),
    keys: () => map().keys(),
    values: () => map().values(),
    entries: () => map().entries(),
    forEach: (visit, self) => map().forEach(visit, self),
    [Symbol.iterator]: () => map()[Symbol.iterator](),
  }
}
