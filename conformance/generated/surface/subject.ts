import fc, { type Arbitrary } from 'fast-check'
import { CommandLineError } from '../../command-line-error.ts'
import type { Session, Step, Subject } from '../session.ts'
import { accountPart, firstAccounts } from './account.ts'
import type { Part } from './part.ts'
import { queriesPart } from './queries.ts'
import { recordsPart } from './records.ts'
import { firstCollections, schemaPart } from './schema.ts'
import { settingsBefore, settingsPart } from './settings.ts'
import { createWorld } from './world.ts'

/** An edit and the part that knows what it means. */
interface Edit {
  readonly part: string
  readonly edit: unknown
}

/** What an edit is stays between a part and the sessions it opens. */
const erased = <Own>(part: Part<Own>): Part<unknown> => part

const parts: readonly Part<unknown>[] = [
  erased(schemaPart),
  erased(recordsPart),
  erased(queriesPart),
  erased(accountPart),
  erased(settingsPart),
]

const maxEdits = 40

const editsOf = (chosen: readonly Part<unknown>[]): Arbitrary<readonly Edit[]> =>
  fc
    .array(
      fc.oneof<fc.WeightedArbitrary<Edit>[]>(
        ...chosen.map(({ name, weight, edit }) => ({
          weight,
          arbitrary: edit.map((made): Edit => ({ part: name, edit: made })),
        })),
      ),
      { minLength: 1, maxLength: maxEdits, size: 'max' },
    )
    .map((drawn) => [
      ...firstCollections.map((edit): Edit => ({ part: schemaPart.name, edit })),
      ...firstAccounts.map((edit): Edit => ({ part: accountPart.name, edit })),
      ...drawn,
    ])

/**
 * Sessions over all that is built: collections and their rules, records, queries, accounts, settings, by different callers.
 * @param only the part that edits are drawn from; all when not given.
 * @throws CommandLineError when there is no such part.
 */
export const surfaceSubject = (only?: string): Subject<Edit> => {
  const chosen = only === undefined ? parts : parts.filter(({ name }) => name === only)
  if (chosen.length === 0) {
    const known = parts.map(({ name }) => name).join(', ')
    throw new CommandLineError(`"${only}" is no part of generated sessions; parts are ${known}`)
  }
  return {
    name: only ?? 'surface',
    edits: editsOf(chosen),
    tidyUp: settingsBefore,
    open: (prefix) => openSession(prefix),
  }
}

const openSession = (prefix: string): Session<Edit> => {
  const world = createWorld(prefix)
  const played = new Map(parts.map((part) => [part.name, part.open(world)]))
  return {
    plan: ({ part, edit }): Iterable<Step> => played.get(part)?.plan(edit) ?? [],
    learn(step, answer) {
      for (const each of played.values()) each.learn?.(step, answer)
    },
  }
}
