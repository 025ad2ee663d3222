import { autodateField } from './autodate.ts'
import { boolField } from './bool.ts'
import { dateField } from './date.ts'
import { editorField } from './editor.ts'
import { emailField } from './email.ts'
import type { FieldType } from './field-type.ts'
import { fileField } from './file.ts'
import { geoPointField } from './geo-point.ts'
import { jsonField } from './json.ts'
import { numberField } from './number.ts'
import { passwordField } from './password.ts'
import { relationField } from './relation.ts'
import { selectField } from './select.ts'
import { textField } from './text.ts'
import { urlField } from './url.ts'

/** Every field type of the contract (schema.types.list). Adding one is adding a file and a line here. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(
  [
    textField,
    editorField,
    numberField,
    boolField,
    emailField,
    urlField,
    dateField,
    autodateField,
    selectField,
    fileField,
    relationField,
    jsonField,
    geoPointField,
    passwordField,
  ].map((field) => [field.type, field]),
)

/** The type of this exact name; undefined for a name that is none. */
export const findFieldType = (name: string): FieldType | undefined => fieldTypes.get(name)
