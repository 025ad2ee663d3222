import { commonValues } from './common.ts'
import { textValues } from './text.ts'
import { editorValues } from './editor.ts'
import { emailValues } from './email.ts'
import { urlValues } from './url.ts'
import { numberValues } from './number.ts'
import { boolValues } from './bool.ts'
import { dateValues } from './date.ts'
import { autodateValues } from './autodate.ts'
import { selectValues } from './select.ts'
import { relationValues } from './relation.ts'
import { jsonValues } from './json.ts'
import { geopointValues } from './geopoint.ts'
import { passwordValues } from './password.ts'
import { fileValues } from './file.ts'

/** All of `values.*`, one module per section. */
export const valuesRequirements = [
  ...commonValues,
  ...textValues,
  ...editorValues,
  ...emailValues,
  ...urlValues,
  ...numberValues,
  ...boolValues,
  ...dateValues,
  ...autodateValues,
  ...selectValues,
  ...relationValues,
  ...jsonValues,
  ...geopointValues,
  ...passwordValues,
  ...fileValues,
] as const
