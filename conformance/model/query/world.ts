/** A field of a collection, as far as queries can tell. */
export interface Field {
  readonly name: string
  readonly type: string
  /** Of select, relation and file: keeps a list. */
  readonly multiple?: boolean
  /** Of a relation: name of the collection it points to. */
  readonly target?: string
  readonly hidden?: boolean
  /** Has a single-column unique index. */
  readonly unique?: boolean
}

/** Values by field name: text, number, boolean, list of texts, a point, or of a json field anything. */
export type Row = ReadonlyMap<string, unknown>

export interface Collection {
  readonly name: string
  readonly id: string
  readonly isAuth: boolean
  readonly fields: readonly Field[]
  /** In the order of their insertion. */
  readonly rows: readonly Row[]
}

/** What a name or an id of a collection stands for; names have no letter case. */
export const findCollection = (
  collections: readonly Collection[],
  nameOrId: string,
): Collection | undefined =>
  collections.find(
    ({ name, id }) => name.toLowerCase() === nameOrId.toLowerCase() || id === nameOrId,
  )

export const fieldOf = ({ fields }: Collection, name: string): Field | undefined =>
  fields.find((field) => field.name === name)
