import type { Both } from './pair.ts'
import type { Answer, Step } from './session.ts'

/** A difference that is no disagreement: the contract leaves it open, or one server does it deliberately. */
export interface KnownDifference {
  /** What differs and why that is right, as a sentence. */
  readonly says: string
  /** Whether what the servers hold differs from now on, so that the session cannot go on. */
  readonly parts: boolean
  /** @param steps of the session so far, with the one that was answered as the last. */
  matches(steps: readonly Step[], answers: Both<Answer>): boolean
}

const indexIssues = /,?"indexes":\{"\d+":\{[^{}]*\}\}/g

export const knownDifferences: readonly KnownDifference[] = [
  {
    says: 'A newer SQLite lets no ALTER TABLE add, rename or drop a column called rowid, which the one inside PocketBase 0.36.6 does.',
    parts: true,
    matches: (_, { a, b }) =>
      [a, b].some(({ body }) => /(from|to|add|drop) rowid alias: /.test(body)),
  },
  {
    says: 'An index with a zero byte, where C and Go read different texts, is refused in other words, or beside a refused field not named.',
    parts: false,
    matches: (steps, { a, b }) =>
      a.status === 400 &&
      b.status === 400 &&
      JSON.stringify(steps.at(-1)?.json ?? null).includes('\\u0000') &&
      a.body.replace(indexIssues, '') === b.body.replace(indexIssues, ''),
  },
  {
    says: 'Records made in the same millisecond break a unique index on an autodate field; which ones are is a matter of speed.',
    parts: true,
    matches: (steps, { a, b }) =>
      [a, b].filter(({ status }) => status === 200).length === 1 &&
      [a, b].some(({ body }) => /UNIQUE constraint failed|validation_not_unique/.test(body)) &&
      JSON.stringify(steps).includes('"autodate"'),
  },
  {
    says: 'PocketBase 0.36.6 cannot drop an index whose name has letters beyond ASCII, since it leaves such names in brackets.',
    parts: true,
    matches: (_, { a, b }) =>
      [a, b].some(({ body }) => body.includes(String.raw`unrecognized token: \"]\"`)),
  },
]

export const knownDifferenceOf = (
  steps: readonly Step[],
  answers: Both<Answer>,
): KnownDifference | undefined =>
  knownDifferences.find((difference) => difference.matches(steps, answers))
