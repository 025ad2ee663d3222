/** What `pocket-plumbline/conformance` is where Bun does not run. The names are there so that importing them fails with a reason. */
export const conform = undefined
export const describeFailure = undefined
export const exitCodeOf = undefined
export const exitCodes = undefined
export const judge = undefined
export const launchedTarget = undefined
export const registry = undefined
export const resolveTarget = undefined
export const verdictOf = undefined

throw new Error(
  'pocket-plumbline/conformance: the suite needs Bun; elsewhere run its command, npx plumbline check',
)
