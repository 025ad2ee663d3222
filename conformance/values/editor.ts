import { blank, Issue, valueCase } from './support.ts'

const editor = { type: 'editor' }
const tooBig = new Issue(
  'validation_content_size_limit',
  'The maximum allowed content size is 10 bytes.',
  { maxSize: 10 },
)

export const cast = valueCase('values.editor.cast', [
  editor,
  [
    ['<script>1</script><p>a</p>', '<script>1</script><p>a</p>'],
    [' <p onclick="x">&amp;</p>\n', ' <p onclick="x">&amp;</p>\n'],
    [5, '5'],
    [1e21, '1000000000000000000000'],
    [true, 'true'],
    [null, ''],
    [[], ''],
    [{ a: 1 }, ''],
  ],
])

export const maxSize = valueCase(
  'values.editor.max-size',
  [
    { ...editor, maxSize: 10 },
    [
      ['0123456789', '0123456789'],
      ['\u00e9'.repeat(5), '\u00e9'.repeat(5)],
      ['', ''],
      ['0123456789a', tooBig],
      ['\u00e9'.repeat(6), tooBig],
    ],
  ],
  [
    { ...editor, maxSize: 10, required: true },
    [
      ['a', 'a'],
      ['', blank],
    ],
  ],
  [
    editor,
    [
      ['a'.repeat(5_242_880), 'a'.repeat(5_242_880)],
      [
        'a'.repeat(5_242_881),
        new Issue(
          'validation_content_size_limit',
          'The maximum allowed content size is 5242880 bytes.',
          { maxSize: 5_242_880 },
        ),
      ],
    ],
  ],
)
