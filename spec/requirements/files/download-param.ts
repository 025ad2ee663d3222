import type { Requirement } from '../../requirement.ts'

const source = { document: '002_bfc2eaf08c3b1530', heading: 'Download / Fetch file' } as const

/** The download parameter. */
export const downloadParamFiles = [
  {
    id: 'files.download-param.truthy',
    level: 'must',
    says: 'The download query parameter with value 1, t, T, true, True or TRUE forces attachment for every type; the Content-Type does not change.',
    probe:
      'GET {png}?download=1 and ?download=True -> "attachment; filename=..." with Content-Type image/png.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.download-param.other-values',
    level: 'must',
    says: 'Any other value (0, f, false, yes, 2, empty) has no effect and is not an error; only the first occurrence of the parameter counts.',
    probe: 'GET {png}?download=yes, ?download=, ?download=0 -> 200 with "inline; ...".',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
