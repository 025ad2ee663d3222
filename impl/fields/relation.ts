import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue } from '../errors.ts'
import { blank, collectIssues } from '../issues.ts'
import type { FieldConfig, FieldType, OptionsContext } from './field-type.ts'
import { checkRange, checkUpper } from './bounds.ts'
import { listColumn, listOf } from './list-column.ts'

/** Ids of records in another collection. Whether they exist is asked of the store when a record is written. */
export const relationField: FieldType = {
  ...listColumn,
  type: 'relation',
  options: { cascadeDelete: false, collectionId: '', maxSelect: 0, minSelect: 0, required: false },
  references: listOf,
  check(value, config) {
    const ids = listOf(value)
    if (ids.length === 0) return config['required'] === true ? blank : undefined
    const minSelect = Number(config['minSelect'])
    if (ids.length < minSelect) return validationItem('validation_not_enough_values', { minSelect })
    const maxSelect = Math.max(1, Number(config['maxSelect']))
    if (ids.length > maxSelect) return validationItem('validation_too_many_values', { maxSelect })
    return undefined
  },
  checkOptions(config, context) {
    const { minSelect, maxSelect } = config
    const needsMax = Number(minSelect) > 0 && Number(maxSelect) === 0 ? blank : undefined
    return collectIssues({
      collectionId: checkTarget(config, context),
      // Alone among the options, these have no upper limit.
      minSelect: checkRange(minSelect, { max: Infinity }),
      maxSelect: needsMax ?? checkUpper(maxSelect, minSelect, Infinity),
    })
  },
}

const missing = validationItem('validation_field_relation_missing_collection')
const changed = validationItem('validation_field_relation_change')
const toView = validationItem('validation_relation_field_non_view_base_collection')

const checkTarget = (
  { collectionId }: FieldConfig,
  { collection, before, findCollection }: OptionsContext,
): FieldIssue | undefined => {
  if (typeof collectionId !== 'string' || collectionId === '') return blank
  if (before !== undefined && before['collectionId'] !== collectionId) return changed
  const target = findCollection(collectionId)
  // A target is named by its id; its name does not do (schema.relation.collection-missing).
  if (target === undefined || target.id !== collectionId) return missing
  return target.type === 'view' && collection.type !== 'view' ? toView : undefined
}
