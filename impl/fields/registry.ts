import { autodateField } from './autodate.ts'
import { boolField } from './bool.ts'
import { dateField } from './date.ts'
import { editorField } from './editor.ts'
import { emailField } from './email.ts'
import type { FieldType, FieldTypeName } from './field-type.ts'
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
const byName: Readonly<Record<FieldTypeName, FieldType>> = {
  text: textField,
  editor: editorField,
  number: numberField,
  bool: boolField,
  email: emailField,
  url: urlField,
  date: dateField,
  autodate: autodateField,
  select: selectField,
  file: fileField,
  relation: relationField,
  json: jsonField,
  geoPoint: geoPointField,
  password: passwordField,
}

export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(Object.entries(byName))

/** The type of this exact name; undefined for a name that is none. */
export const findFieldType = (name: string): FieldType | undefined => fieldTypes.get(name)
