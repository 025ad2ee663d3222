import type { Both } from './pair.ts'
import type { Lived } from './run-session.ts'
import type { Answer, Step } from './session.ts'

/** A difference that is no disagreement: the contract leaves it open, or one server does it deliberately. */
export interface KnownDifference {
  /** What differs and why that is right, as a sentence. */
  readonly says: string
  /** Whether what the servers hold differs from now on, so that the session cannot go on. */
  readonly parts: boolean
  /** @param lived the session so far; its last answers, which differ, stand beside it. */
  matches(lived: readonly Lived[], answers: Both<Answer>): boolean
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
    matches: (lived, { a, b }) =>
      a.status === 400 &&
      b.status === 400 &&
      JSON.stringify(lived.at(-1)?.step.json ?? null).includes('\\u0000') &&
      a.body.replace(indexIssues, '') === b.body.replace(indexIssues, ''),
  },
  {
    says: 'Records made in the same millisecond break a unique index on an autodate field; which ones are is a matter of speed.',
    parts: true,
    matches: (lived, { a, b }) =>
      [a, b].filter(({ status }) => status === 200).length === 1 &&
      [a, b].some(({ body }) => /UNIQUE constraint failed|validation_not_unique/.test(body)) &&
      lived.some(({ step }) => JSON.stringify(step).includes('"autodate"')),
  },
  {
    says: 'PocketBase 0.36.6 cannot drop an index whose name has letters beyond ASCII, since it leaves such names in brackets.',
    parts: true,
    matches: (_, { a, b }) =>
      [a, b].some(({ body }) => body.includes(String.raw`unrecognized token: \"]\"`)),
  },
  {
    says: 'How an item of an import cannot be decoded is said in words of the implementation, which the contract leaves open.',
    parts: false,
    matches: (lived, answers) =>
      isImport(lived.at(-1)) &&
      [answers.a, answers.b].every(({ status, body }) => status === 400 && undecodable.test(body)),
  },
  {
    says: 'PocketBase 0.36.6 goes on with the collections of an import that the database refused, until it reads them again.',
    parts: true,
    matches(lived) {
      const at = lived.findLastIndex(isImport)
      return (
        lived[at]?.answers.b.status === 400 &&
        !lived.slice(at + 1).some(({ step, answers }) => isChange(step) && answers.b.status === 200)
      )
    },
  },
  {
    says: 'The SQLite inside PocketBase 0.36.6 reads a number of a json field that has a large exponent up to a last digit off.',
    parts: true,
    matches: (_, { a, b }) =>
      a.status === b.status &&
      a.headers === b.headers &&
      a.body !== b.body &&
      areClose(a.body, b.body),
  },
]

const scientific = /-?\d+(?:\.\d+)?e[+-]\d+/g

/** A few units of the last of 53 bits. */
const slack = 1e-15

/** Whether two texts are the same but for the last digits of numbers with an exponent. */
const areClose = (one: string, other: string): boolean => {
  if (one.replace(scientific, '#') !== other.replace(scientific, '#')) return false
  const others = other.match(scientific)?.map(Number) ?? []
  return (one.match(scientific) ?? []).every((number, at) => {
    const counterpart = others[at] ?? NaN
    return Math.abs(Number(number) - counterpart) <= slack * Math.abs(counterpart)
  })
}

const undecodable =
  /Raw error:\\n(a value has the wrong type|missing or unknown field type|failed to unmarshal|json: cannot unmarshal)/

const isImport = (each: Lived | undefined): boolean => each?.step.method === 'PUT'

const isChange = ({ method, path }: Step): boolean =>
  (method === 'POST' || method === 'PATCH') && !path.includes('/records')

export const knownDifferenceOf = (
  lived: readonly Lived[],
  answers: Both<Answer>,
): KnownDifference | undefined =>
  knownDifferences.find((difference) => difference.matches(lived, answers))
