const crc32 = (text: string): string => String(Bun.hash.crc32(text))

/** `base`, or with the first counter from 2 that makes it free. */
const firstFree = (base: string, isTaken: (id: string) => boolean): string => {
  let id = base
  for (let counter = 2; isTaken(id); counter++) id = `${base}${String(counter)}`
  return id
}

/** `pbc_` and the CRC-32 of type and name (collections.create.id-generated, .id-collision). */
export const collectionId = (
  type: string,
  name: string,
  isTaken: (id: string) => boolean,
): string => firstFree(`pbc_${crc32(type + name)}`, isTaken)

/** Type and the CRC-32 of the name (schema.id.generated, .generated-conflict). */
export const fieldId = (type: string, name: string, taken: ReadonlySet<string>): string =>
  firstFree(type + crc32(name), (id) => taken.has(id))
