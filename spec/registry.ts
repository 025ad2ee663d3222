import { authRequirements } from './requirements/auth/area.ts'
import { backupsRequirements } from './requirements/backups/area.ts'
import { batchRequirements } from './requirements/batch/area.ts'
import { cliRequirements } from './requirements/cli/area.ts'
import { collectionsRequirements } from './requirements/collections/area.ts'
import { cronsRequirements } from './requirements/crons/area.ts'
import { expandRequirements } from './requirements/expand/area.ts'
import { fieldsRequirements } from './requirements/fields/area.ts'
import { filesRequirements } from './requirements/files/area.ts'
import { filterRequirements } from './requirements/filter/area.ts'
import { healthRequirements } from './requirements/health/area.ts'
import { httpRequirements } from './requirements/http/area.ts'
import { logsRequirements } from './requirements/logs/area.ts'
import { mailRequirements } from './requirements/mail/area.ts'
import { oauth2Requirements } from './requirements/oauth2/area.ts'
import { pageRequirements } from './requirements/page/area.ts'
import { realtimeRequirements } from './requirements/realtime/area.ts'
import { recordsRequirements } from './requirements/records/area.ts'
import { rulesRequirements } from './requirements/rules/area.ts'
import { schemaRequirements } from './requirements/schema/area.ts'
import { settingsRequirements } from './requirements/settings/area.ts'
import { sortRequirements } from './requirements/sort/area.ts'
import { valuesRequirements } from './requirements/values/area.ts'
import type { Requirement } from './requirement.ts'

/** The whole contract by area, in the order reports show it. An area is the first part of an id. */
const byArea = {
  http: httpRequirements,
  health: healthRequirements,
  cli: cliRequirements,
  collections: collectionsRequirements,
  schema: schemaRequirements,
  records: recordsRequirements,
  values: valuesRequirements,
  fields: fieldsRequirements,
  expand: expandRequirements,
  page: pageRequirements,
  filter: filterRequirements,
  sort: sortRequirements,
  rules: rulesRequirements,
  auth: authRequirements,
  mail: mailRequirements,
  oauth2: oauth2Requirements,
  files: filesRequirements,
  realtime: realtimeRequirements,
  batch: batchRequirements,
  settings: settingsRequirements,
  logs: logsRequirements,
  crons: cronsRequirements,
  backups: backupsRequirements,
} as const satisfies Readonly<Record<string, readonly Requirement[]>>

export type Area = keyof typeof byArea

/** Every id of the contract; a misspelt one does not compile. */
export type RequirementId = (typeof byArea)[Area][number]['id']

/** An entry whose id is known to be one of the contract's. */
export type KnownRequirement = Requirement & { readonly id: RequirementId }

// Object.keys forgets the key type; the object above is frozen by its type.
export const areas = Object.keys(byArea) as readonly Area[]

/** All entries, area by area, section by section. */
export const requirements: readonly KnownRequirement[] = areas.flatMap(
  (area): readonly KnownRequirement[] => byArea[area],
)

const byId: ReadonlyMap<string, KnownRequirement> = new Map(
  requirements.map((requirement) => [requirement.id, requirement]),
)

/** The entry with this text as its id; undefined for text that is not an id (command lines, files). */
export const findRequirement = (id: string): KnownRequirement | undefined => byId.get(id)

export const requirementById = (id: RequirementId): KnownRequirement => {
  const found = byId.get(id)
  if (found === undefined) throw new Error(`The contract has no entry "${id}".`)
  return found
}

export const areaOf = ({ id }: KnownRequirement): Area => id.slice(0, id.indexOf('.')) as Area // ids begin with their area
