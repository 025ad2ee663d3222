import { idAlphabet } from '../values/random.ts'
import type { CollectionContext } from './context.ts'
import { applyBody, blank } from './draft.ts'
import { defaultIndex, uniqueAuthFields } from './indexes.ts'
import type { CollectionType } from './model.ts'
import { normalise } from './normalise.ts'
import { writeCollection } from './response.ts'

// In the order of the wire.
const types = ['auth', 'base', 'view'] as const satisfies readonly CollectionType[]

const suffixLength = 10

/** An unsaved collection of each type, without a name, as one JSON object by type. */
export const collectionScaffolds = ({ catalog, random }: CollectionContext) => {
  const { findType } = catalog
  const drawSecret = () => random.tokenKey()

  const scaffold = (type: CollectionType): string => {
    const empty = applyBody(blank({ type, name: '' }, { drawSecret, findType }), {}, findType)
    const suffix = random.text(suffixLength, idAlphabet)
    const indexes =
      type === 'auth' ? uniqueAuthFields.map((field) => defaultIndex(field, suffix, '')) : []
    const tools = { before: undefined, findType, drawSecret }
    return writeCollection(catalog.compileDraft(normalise({ ...empty, indexes }, tools)))
  }

  return (): Promise<string> =>
    Promise.resolve(`{${types.map((type) => `"${type}":${scaffold(type)}`).join(',')}}`)
}
