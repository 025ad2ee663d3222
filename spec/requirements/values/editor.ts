import type { Requirement } from '../../requirement.ts'

/** Values of editor fields. */
export const editorValues = [
  {
    id: 'values.editor.cast',
    level: 'must',
    says: 'editor is cast like text and stored verbatim; HTML is neither sanitised nor changed.',
    probe: 'POST editor "<script>1</script><p>a</p>" -> same string back; 5 -> "5"; [] -> "".',
    basis: 'observed',
  },
  {
    id: 'values.editor.max-size',
    level: 'must',
    says: 'More bytes (UTF-8) than maxSize (0 = 5242880): code "validation_content_size_limit", message "The maximum allowed content size is 10 bytes.", params {"maxSize":10}. required is tested first.',
    probe:
      'editor maxSize 10: eleven ASCII characters -> that error; ten -> 200; six two-byte characters -> error.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
