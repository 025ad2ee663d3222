import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { isInOrder } from '../../spec/key-order.ts'
import { type ShapeName, shapes } from '../../spec/shapes.ts'

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
ajv.addKeyword({ keyword: 'x-key-order', type: 'object', validate: isInOrder })

/** Compiled when a shape is first asked for. */
const validators = new Map<ShapeName, ValidateFunction>()

const validatorOf = (name: ShapeName): ValidateFunction => {
  const validate = validators.get(name) ?? ajv.compile(shapes[name])
  validators.set(name, validate)
  return validate
}

/** What a value has otherwise than a wire shape says, by where; empty when it has that shape, order of keys included. */
export const shapeProblems = (name: ShapeName, value: unknown): readonly string[] => {
  const validate = validatorOf(name)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message = 'is refused' }) => `${instancePath || '/'} ${message}`,
  )
}
