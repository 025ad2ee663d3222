import type { FieldConfig, FieldType } from './field-type.ts'

/** A field called `f` with these options, brought into the form in which it would be saved. */
export const configOf = (type: FieldType, options: object): FieldConfig => {
  const config = {
    ...type.options,
    ...options,
    id: 'f1',
    name: 'f',
    type: type.type,
    system: false,
    hidden: false,
    presentable: false,
  }
  return type.normalise?.(config) ?? config
}
