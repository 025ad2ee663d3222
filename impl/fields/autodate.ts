import { validationItem } from '../../spec/errors.ts'
import { castText } from '../values/cast.ts'
import type { FieldConfig, FieldType } from './field-type.ts'
import { textColumn } from './text-column.ts'

const neither = validationItem('validation_required/autodate')
const mismatch = validationItem('validation_values_mismatch')

const isSet = (config: FieldConfig, event: 'onCreate' | 'onUpdate'): boolean =>
  config[event] === true

/** The server's clock at creation or update; submitted values are ignored. */
export const autodateField: FieldType = {
  ...textColumn,
  type: 'autodate',
  options: { onCreate: false, onUpdate: false },
  cast: castText,
  check: () => undefined,
  checkOptions(config, { before }) {
    if (before?.system === true) {
      const changed = (event: 'onCreate' | 'onUpdate') =>
        isSet(config, event) !== isSet(before, event)
      return {
        ...(changed('onCreate') ? { onCreate: mismatch } : {}),
        ...(changed('onUpdate') ? { onUpdate: mismatch } : {}),
      }
    }
    const isIdle = !isSet(config, 'onCreate') && !isSet(config, 'onUpdate')
    return isIdle ? { onCreate: neither, onUpdate: neither } : {}
  },
  clock: (config) => ({ onCreate: isSet(config, 'onCreate'), onUpdate: isSet(config, 'onUpdate') }),
}
