/** A map that forgets each entry some time after it was set. In memory: a restart forgets all of them. */
export interface Expiring<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
  clear(): void
}

export const createExpiring = <V>(clock: () => Date, lifeMs: number): Expiring<V> => {
  const entries = new Map<string, { readonly value: V; readonly endMs: number }>()
  const isOver = ({ endMs }: { readonly endMs: number }): boolean => endMs <= clock().getTime()
  return {
    get(key) {
      const entry = entries.get(key)
      return entry === undefined || isOver(entry) ? undefined : entry.value
    },
    set(key, value) {
      // Entries are in the order of their end, so those that are over stand first.
      for (const [oldest, entry] of entries) {
        if (!isOver(entry)) break
        entries.delete(oldest)
      }
      entries.delete(key)
      entries.set(key, { value, endMs: clock().getTime() + lifeMs })
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
}
