/** The suite as a library: the door `pocket-plumbline/conformance`. Needs Bun. */
export { conform } from './harness/case.ts'
export type {
  Case,
  CaseContext,
  CaseDefinition,
  Lane,
  Need,
  ServerOptions,
} from './harness/case.ts'
export type { Claim, ClaimResult, ValueClaim } from './harness/claim.ts'
export type { Client } from './harness/client.ts'
export type { Exchange } from './harness/exchange.ts'
export type { Fault } from './harness/fault.ts'
export { exitCodeOf, exitCodes, type Outcome, type Verdict, verdictOf } from './harness/outcome.ts'
export type { CaseRun } from './harness/run-case.ts'
export type { CliOptions, CliResult, Credentials, RunningServer, Target } from './harness/target.ts'
export type { CollectionHandle, Fields, UserHandle, World } from './harness/world.ts'
export { registry } from './registry.ts'
export { describeFailure } from './report/failure.ts'
export { judge, type Judged, type JudgeOptions } from './run.ts'
export { launchedTarget } from './targets/launch.ts'
export type { Program, ServerDirs } from './targets/program.ts'
export { resolveTarget } from './targets/resolve.ts'
