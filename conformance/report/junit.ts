import { areaOf, requirementById } from '../../spec/registry.ts'
import { breaksRun, type Judged } from '../run.ts'
import { describeFailure } from './failure.ts'

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // Control characters other than tab and line ends have no place in XML 1.0, not even escaped.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')

/**
 * The same run in the form that CI systems read. A known gap is a skipped test with its reason; a fault of the suite is an
 * error, not a failure.
 */
export const writeJunit = async (
  path: string,
  {
    name,
    all,
    strict,
  }: { readonly name: string; readonly all: readonly Judged[]; readonly strict: boolean },
): Promise<void> => {
  const errors = all.filter(({ verdict }) => verdict === 'void')
  const failed = all.filter((judged) => breaksRun(judged, strict) && judged.verdict !== 'void')
  const cases = all.map((judged) => {
    const area = areaOf(requirementById(judged.case.id))
    const open = `<testcase classname="${area}" name="${escape(judged.case.id)}" time="${(judged.ms / 1000).toFixed(3)}">`
    return `  ${open}${detailOf(judged, strict)}</testcase>`
  })
  const head = `<testsuite name="${escape(name)}" tests="${all.length}" failures="${failed.length}" errors="${errors.length}">`
  const xml = ['<?xml version="1.0" encoding="UTF-8"?>', head, ...cases, '</testsuite>', ''].join(
    '\n',
  )
  await Bun.write(path, xml)
}

const detailOf = (judged: Judged, strict: boolean): string => {
  const story = escape(describeFailure(judged))
  if (judged.verdict === 'void') return `<error>${story}</error>`
  if (breaksRun(judged, strict)) return `<failure>${story}</failure>`
  if (judged.gap !== undefined) return `<skipped message="${escape(judged.gap)}"/>`
  if (judged.outcome.kind === 'not-applicable') {
    return `<skipped message="${escape(judged.outcome.because)}"/>`
  }
  return ''
}
