import type { FieldIssue, FieldIssues } from '../errors.ts'
import type { SqlValue } from '../store/store.ts'
import type { Upload } from '../values/upload.ts'

export type FieldTypeName =
  | 'text'
  | 'editor'
  | 'number'
  | 'bool'
  | 'email'
  | 'url'
  | 'date'
  | 'autodate'
  | 'select'
  | 'file'
  | 'relation'
  | 'json'
  | 'geoPoint'
  | 'password'

/** One field of a collection exactly as the API shows and `_collections.fields` stores it (keys sorted by name). */
export interface FieldConfig {
  readonly id: string
  readonly name: string
  readonly type: FieldTypeName
  readonly system: boolean
  readonly hidden: boolean
  readonly presentable: boolean
  /** The options of its type, each present with its zero value when unset. */
  readonly [option: string]: unknown
}

/** A value as use cases hold it. "Not set" is the `empty` of its type, never `undefined`. */
export type FieldValue = string | number | boolean | null | readonly string[] | JsonText | GeoPoint

/** A `json` field's value is kept as the text that is stored, so that it is parsed and written once. */
export interface JsonText {
  readonly json: string
  /** It came as a text: `null` is stored as one then, and not as no value. */
  readonly isText?: true
}
export interface GeoPoint {
  readonly lon: number
  readonly lat: number
}

export type Modifier = '+' | '-' | 'prepend'

/** What a check may look at beside the value. */
export interface CheckContext {
  /** The same field of the stored record; absent when the record is new. */
  readonly before?: FieldValue | undefined
  /** Uploads of the request by the name they would have. */
  readonly uploads: ReadonlyMap<string, Upload>
}

export interface OptionsContext {
  /** The collection as it will be saved. */
  readonly collection: {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly fields: readonly FieldConfig[]
  }
  /** The same field (by id) before the change. */
  readonly before: FieldConfig | undefined
  readonly findCollection: (
    idOrName: string,
  ) => { readonly id: string; readonly type: string } | undefined
}

/**
 * Everything that is particular about one field type. Nothing outside `impl/fields/` switches on a type's name; what a
 * use case must know is a property here. Options arrive as the full {@link FieldConfig}.
 */
export interface FieldType {
  readonly type: FieldTypeName
  /** Option name -> zero value, as the API shows an untouched field; the type of the zero value is the accepted JSON type. */
  readonly options: Readonly<Record<string, unknown>>
  /** Holds several values for these options (a JSON array column). */
  multiple(config: FieldConfig): boolean
  /** SQL column definition after the name. */
  column(config: FieldConfig): string
  empty(config: FieldConfig): FieldValue
  /** Any submitted JSON value -> a value of the type; never fails (values.*). */
  cast(raw: unknown, config: FieldConfig): FieldValue
  /** The result of `f+`, `f-`, `+f`; absent: the type knows no modifiers and such keys are ignored. */
  readonly modify?: (
    current: FieldValue,
    modifier: Modifier,
    raw: unknown,
    config: FieldConfig,
  ) => FieldValue
  /** What the value alone shows to be wrong; existence and uniqueness are asked of the store by the use case. */
  check(value: FieldValue, config: FieldConfig, beside?: CheckContext): FieldIssue | undefined
  /** What is wrong with submitted options, by option name; undefined when nothing is. */
  checkOptions(config: FieldConfig, context: OptionsContext): FieldIssues | undefined
  /** What rules see and the database keeps of a value, where validation sees more (date only). */
  readonly shown?: (value: FieldValue) => FieldValue
  toSql(value: FieldValue): SqlValue
  /** How the column is read, where that is more than its name; `fromSql` gets what it gives. */
  readonly select?: (column: string) => string
  fromSql(stored: SqlValue, config: FieldConfig): FieldValue
  /** JSON text of the value as responses show it. */
  toJson(value: FieldValue): string
  /** Ids this value points at in another collection (relation only). */
  readonly references?: (value: FieldValue) => readonly string[]
  /** Names of stored files (file only). */
  readonly files?: (value: FieldValue) => readonly string[]
  /** The server sets it; submitted values are ignored (autodate only). */
  readonly clock?: (config: FieldConfig) => {
    readonly onCreate: boolean
    readonly onUpdate: boolean
  }
  /** A pattern to draw an empty value from on create (text only), undefined when the field has none. */
  readonly autogenerate?: (config: FieldConfig) => string | undefined
  /** Brings submitted options into the form that is stored and shown (date only). */
  readonly normalise?: (config: FieldConfig) => FieldConfig
  /** Bytes that a value of this field may add to the limit of a request body (records.collection.body-limit). */
  readonly bodyBytes?: (config: FieldConfig) => number
  /** The value is a secret: hashed before it is stored, never shown (password only). */
  readonly secret?: true
  /** Filters read the column by its JSON value instead of its text (json only). */
  readonly jsonLike?: true
  /** Filter paths may continue into the stored JSON (json, geoPoint). */
  readonly hasPaths?: true
  /** Can be configured to hold several items, so filters know `:each` and `:length` of it (select, relation, file). */
  readonly listLike?: true
  /** Holds a number; filters compare numeric texts of a request with it as numbers (number only). */
  readonly numeric?: true
}
