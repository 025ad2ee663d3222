const texts = [
  '',
  'a',
  'b',
  'Ä <b>&',
  'x'.repeat(60),
  '[]',
  '["a"]',
  '7',
  'null',
  ' a ',
  5,
  true,
  null,
  "'; --",
]

/** Values to write into a field of a type: what it takes, what it must make fit, and what it must refuse. */
const byType: Readonly<Record<string, readonly unknown[]>> = {
  text: texts,
  editor: ['<p>x</p>', ...texts],
  number: [0, 1, -1.5, 3, 1e20, '12', '1e3', 'x', null, true, ''],
  bool: [true, false, 'true', 1, 0, null, 'x'],
  email: ['a@example.com', 'a@b.co', '', 'x', null],
  url: ['https://example.com', 'https://b.co/x?y=1', '', 'x', null],
  date: ['2024-02-29 10:00:00.000Z', '2024-02-29', '', 'x', null, 0],
  autodate: ['2024-02-29 10:00:00.000Z', ''],
  select: ['a', 'b', ['a', 'b'], ['b'], [], '', 'nope', null, ['a', 'a'], '["a"]'],
  json: [{ a: 1 }, [1, 'x'], [], 'x', '5', 5, null, true, '', '{"b":', '[]', ['a', 'b']],
  file: ['', null, []],
  relation: [],
  password: ['1234567890', 'abc', '', null],
  geoPoint: [{ lon: 1.5, lat: -2 }, { lon: 0, lat: 0 }, null, '', { lon: 500, lat: 0 }, 'x'],
}

/** One choice in so many leaves the field out. */
const omission = 8

/** The value that a choice stands for; undefined leaves the field out. */
export const valueOf = (
  { type }: { readonly type: string },
  choice: number,
  records: readonly string[],
): unknown => {
  if (choice % omission === omission - 1) return undefined
  const pool = type === 'relation' ? references(records) : (byType[type] ?? [])
  return pool[choice % pool.length]
}

const references = ([
  first = 'nowhere00000000',
  second = first,
]: readonly string[]): readonly unknown[] => [
  ...[first, second, [first], [first, second], [second, first], '', [], null, 'nowhere00000000'],
  ...[[first, first], `["${first}"]`, [first, 'nowhere00000000']],
]
