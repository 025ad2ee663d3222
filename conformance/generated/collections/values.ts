interface Pool {
  /** What the type takes. */
  readonly good: readonly unknown[]
  /** What it must make fit or refuse. */
  readonly odd: readonly unknown[]
}

const texts: Pool = {
  good: ['', 'a', 'b', 'a', 'b', '[]', '["a"]', '7'],
  odd: ['Ä <b>&', 'x'.repeat(60), 'null', ' a ', 5, true, null, "'; --", ['a'], {}],
}

const byType: Readonly<Record<string, Pool>> = {
  text: texts,
  editor: { good: ['', '<p>x</p>', 'a'], odd: texts.odd },
  number: { good: [0, 1, -1, 3, 1], odd: [-1.5, 1e20, '12', '1e3', 'x', null, true, ''] },
  bool: { good: [true, false], odd: ['true', 1, 0, null, 'x'] },
  email: { good: ['a@example.com', 'a@b.co', ''], odd: ['x', null] },
  url: { good: ['https://example.com', 'https://b.co/x?y=1', ''], odd: ['x', null] },
  date: { good: ['2024-02-29 10:00:00.000Z', '2024-02-29', ''], odd: ['x', null, 0, '1999-01-01'] },
  autodate: { good: ['2024-02-29 10:00:00.000Z'], odd: [''] },
  select: {
    good: ['a', 'b', ['a', 'b'], ['b'], [], '', ['b', 'a']],
    odd: ['nope', null, ['a', 'a'], '["a"]', ['a', 'b', 'c']],
  },
  json: {
    good: [{ a: 1 }, [1, 'x'], [], 'x', 5, null, true, '', '[]', ['a', 'b'], '{"a":1}'],
    odd: ['{"b":', '5', 1.5, 1e20, '"x"', [null], 'Ä <b>&'],
  },
  file: { good: [''], odd: [null, []] },
  password: { good: ['1234567890', ''], odd: ['abc', null, 'ä'.repeat(40)] },
  geoPoint: {
    good: [
      { lon: 1.5, lat: -2 },
      { lon: 0, lat: 0 },
    ],
    odd: [null, '', { lon: 500, lat: 0 }, 'x', { lon: '1', lat: 2, x: 3 }],
  },
}

const references = ([first, second = first]: readonly string[]): Pool => ({
  good:
    first === undefined
      ? ['', []]
      : [first, second, [first], [first, second], [second, first], '', []],
  odd: ['nowhere00000000', null, [first, first], `["${first}"]`, [first, 'nowhere00000000']],
})

/** Choices are whole numbers below this. */
export const choices = 64
const firstOdd = 56
const firstOmission = 60

/** The value that a choice stands for; undefined leaves the field out. */
export const valueOf = (
  { type }: { readonly type: string },
  choice: number,
  records: readonly string[],
): unknown => {
  if (choice >= firstOmission) return undefined
  const pool = type === 'relation' ? references(records) : byType[type]
  const values = choice >= firstOdd ? pool?.odd : pool?.good
  return values?.[choice % values.length]
}
