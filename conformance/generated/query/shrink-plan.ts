import type { Plan, PlannedCollection, PlannedRecord } from './plan.ts'

/** Whether a plan still shows what is looked for. */
export type Shows = (plan: Plan) => Promise<boolean>

/** Leaves out ever smaller runs of items as long as the rest still shows it. */
const shrinkList = async <T>(
  all: readonly T[],
  shows: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> => {
  let items = all
  for (let run = items.length; run >= 1; run = Math.floor(run / 2)) {
    for (let at = 0; at < items.length;) {
      const fewer = items.toSpliced(at, run)
      if (await shows(fewer)) items = fewer
      else at += run
    }
  }
  return items
}

/** The fewest collections, records, fields and values that still show it. */
export const shrinkPlan = async (plan: Plan, shows: Shows): Promise<Plan> => {
  let smallest = plan
  const settle = async (candidate: Plan): Promise<boolean> => {
    const whole = withoutDangling(candidate)
    const isShown = await shows(whole)
    if (isShown) smallest = whole
    return isShown
  }
  const change = (name: string, part: Partial<PlannedCollection>): Promise<boolean> =>
    settle(smallest.map((each) => (each.name === name ? { ...each, ...part } : each)))
  await shrinkList(smallest, settle)
  for (const { name } of smallest) {
    const now = (): PlannedCollection | undefined => smallest.find((each) => each.name === name)
    await shrinkList(now()?.records ?? [], (records) => change(name, { records }))
    await shrinkList(now()?.fields ?? [], (fields) =>
      change(name, {
        fields,
        records: (now()?.records ?? []).map((each) => keepOnly(each, fields)),
      }),
    )
    for (const { id, values } of now()?.records ?? []) {
      await shrinkList(Object.entries(values), (entries) =>
        change(name, {
          records: (now()?.records ?? []).map((each) =>
            each.id === id ? { id, values: Object.fromEntries(entries) } : each,
          ),
        }),
      )
    }
  }
  return smallest
}

/** What every record that can sign in has, whatever the fields are. */
const own = new Set(['email', 'emailVisibility', 'verified'])

const keepOnly = (
  { id, values }: PlannedRecord,
  fields: PlannedCollection['fields'],
): PlannedRecord => {
  const names = new Set(fields.map(({ name }) => name))
  const kept = Object.entries(values).filter(([name]) => names.has(name) || own.has(name))
  return { id, values: Object.fromEntries(kept) }
}

/** Relations to collections that are gone are gone, too; what points to a record that is gone points nowhere. */
const withoutDangling = (plan: Plan): Plan => {
  const names = new Set(plan.map(({ name }) => name))
  const ids = new Set(plan.flatMap(({ records }) => records.map(({ id }) => id)))
  const prune = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.filter((id) => ids.has(String(id)))
      : ids.has(String(value))
        ? value
        : ''
  return plan.map((collection) => {
    const fields = collection.fields.filter(
      ({ target }) => target === undefined || names.has(target),
    )
    const relations = new Set(
      fields.filter(({ type }) => type === 'relation').map(({ name }) => name),
    )
    const records = collection.records
      .map((record) => keepOnly(record, fields))
      .map(({ id, values }) => ({
        id,
        values: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            relations.has(name) ? prune(value) : value,
          ]),
        ),
      }))
    return { ...collection, fields, records }
  })
}
