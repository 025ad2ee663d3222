/** A map that holds at most `capacity` entries and drops the one not used for longest. */
export interface Lru<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): void
  clear(): void
}

export const createLru = <K, V>(capacity: number, onDrop?: (value: V) => void): Lru<K, V> => {
  // A Map iterates in insertion order: reinserting on use keeps the least recently used entry first.
  const entries = new Map<K, V>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      const before = entries.get(key)
      if (before !== undefined) {
        entries.delete(key)
        if (before !== value) onDrop?.(before)
      }
      entries.set(key, value)
      if (entries.size <= capacity) return
      for (const [oldest, dropped] of entries) {
        entries.delete(oldest)
        onDrop?.(dropped)
        return
      }
    },
    clear() {
      const dropped = [...entries.values()]
      entries.clear()
      if (onDrop) for (const value of dropped) onDrop(value)
    },
  }
}
