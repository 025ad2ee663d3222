import { typesSchema } from './types.ts'
import { commonSchema } from './common.ts'
import { idSchema } from './id.ts'
import { nameSchema } from './name.ts'
import { optionsSchema } from './options.ts'
import { textSchema } from './text.ts'
import { editorSchema } from './editor.ts'
import { numberSchema } from './number.ts'
import { boolSchema } from './bool.ts'
import { geopointSchema } from './geopoint.ts'
import { emailSchema } from './email.ts'
import { dateSchema } from './date.ts'
import { autodateSchema } from './autodate.ts'
import { selectSchema } from './select.ts'
import { multiSchema } from './multi.ts'
import { fileSchema } from './file.ts'
import { relationSchema } from './relation.ts'
import { jsonSchema } from './json.ts'
import { passwordSchema } from './password.ts'
import { systemSchema } from './system.ts'
import { columnSchema } from './column.ts'
import { datadirSchema } from './datadir.ts'

/** All of `schema.*`, one module per section. */
export const schemaRequirements = [
  ...typesSchema,
  ...commonSchema,
  ...idSchema,
  ...nameSchema,
  ...optionsSchema,
  ...textSchema,
  ...editorSchema,
  ...numberSchema,
  ...boolSchema,
  ...geopointSchema,
  ...emailSchema,
  ...dateSchema,
  ...autodateSchema,
  ...selectSchema,
  ...multiSchema,
  ...fileSchema,
  ...relationSchema,
  ...jsonSchema,
  ...passwordSchema,
  ...systemSchema,
  ...columnSchema,
  ...datadirSchema,
] as const
