/** As `spec/vectors/token-refusals.json` has it: endpoint -> caller -> kind of token -> answer -> conditions answered so. */
export type Refusals = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, Answers>>>>>
>

/** Status and body -> names of conditions. */
export type Answers = Readonly<Record<string, readonly string[]>>

/** Condition -> status and body. */
export const byCondition = (answers: Answers): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([answer, conditions]) =>
      conditions.map((condition) => [condition, answer] as const),
    ),
  )

export const byAnswer = (row: Readonly<Record<string, string>>): Answers =>
  Object.fromEntries(Map.groupBy(Object.keys(row), (condition) => row[condition] ?? '').entries())
