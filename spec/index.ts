/** The contract as data: the door `pocket-plumbline/spec`. JSON copies lie beside it (`pocket-plumbline/spec/*.json`). */
export {
  type Area,
  areaOf,
  areas,
  findRequirement,
  requirementById,
  requirements,
} from './registry.ts'
export type { KnownRequirement, RequirementId } from './registry.ts'
export type { Level, Requirement } from './requirement.ts'
export { documents } from './documents.ts'
export {
  apiErrors,
  type ApiErrorKey,
  fillMessage,
  messageOf,
  sentence,
  statusMessages,
  validationErrors,
  validationItem,
  type ValidationItem,
  type ValidationKey,
} from './errors.ts'
export { fieldShapes, type Schema, type ShapeName, shapes } from './shapes.ts'
