import type { Collection, Collections } from './model.ts'

/** Looks up in a list of collections as the catalog does in the stored ones: a name counts before an id. */
export const lookUpIn = (all: readonly Collection[]): Collections => {
  const byId = new Map(all.map((collection) => [collection.id, collection]))
  const byName = new Map(all.map((collection) => [collection.name.toLowerCase(), collection]))
  return {
    find: (nameOrId) => byName.get(nameOrId.toLowerCase()) ?? byId.get(nameOrId),
    all: () => all,
  }
}
