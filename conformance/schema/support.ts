import type { RequirementId } from '../../spec/registry.ts'
import { conformSchema, createFailed, type SchemaContext } from '../collections/support.ts'
import type { Case } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'

type Options = Readonly<Record<string, unknown>>

/** Options of a field -> what the answer says below its options; the name tells what is wrong. */
export type WrongFields = Readonly<Record<string, readonly [field: Options, errors: Options]>>

/** Keys that fields of every type but autodate have, with their defaults. */
export const commonKeys = {
  hidden: false,
  presentable: false,
  required: false,
  system: false,
}

/** A field that is made and answered exactly so, with all its keys. */
export const fieldShape = (
  id: RequirementId,
  shapes: readonly (readonly [sent: Options, answered: Options])[],
): Case =>
  conformSchema(id, {
    lane: 'shared',
    async check({ createWith, claim }) {
      for (const [sent, answered] of shapes) {
        claim(JSON.stringify(sent), await createWith(sent))
          .status(200)
          .json('/fields/1', answered)
      }
    },
  })

/** Refuses each wrong field for exactly its reasons, beside a field that is accepted. */
export const refuseFields = async (
  { createWith, claim, refused }: SchemaContext,
  accepted: Options,
  wrong: WrongFields,
): Promise<void> => {
  const control = await createWith(accepted)
  for (const [what, [field, errors]] of Object.entries(wrong)) {
    claim(what, refused(control, await createWith(field))).error(400, createFailed, {
      fields: { 1: errors },
    })
  }
}

/** Accepts each field and answers these of its options. */
export const acceptFields = async (
  { createWith, claim }: SchemaContext,
  fields: Readonly<Record<string, readonly [field: Options, answered: Options]>>,
): Promise<void> => {
  for (const [what, [field, answered]] of Object.entries(fields)) {
    const made = claim(what, await createWith(field)).status(200)
    for (const [option, value] of Object.entries(answered)) made.json(`/fields/1/${option}`, value)
  }
}

/** The field objects of a collection that was answered. */
export const fieldsOf = (answer: Exchange): readonly Options[] => {
  const fields = answer.at('/fields')
  // A collection that was answered has a list of objects; anything else shows in the claim.
  return Array.isArray(fields) ? (fields as readonly Options[]) : []
}
