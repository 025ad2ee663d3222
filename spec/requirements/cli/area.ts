import { rootCli } from './root.ts'
import { exitCodeCli } from './exit-code.ts'
import { errorsCli } from './errors.ts'
import { flagsCli } from './flags.ts'
import { bootstrapCli } from './bootstrap.ts'
import { serveCli } from './serve.ts'
import { installerCli } from './installer.ts'
import { superuserCli } from './superuser.ts'
import { migrateCli } from './migrate.ts'
import { cli } from './general.ts'
import { devCli } from './dev.ts'
import { shutdownCli } from './shutdown.ts'
import { restartCli } from './restart.ts'

/** All of `cli.*`, one module per section. */
export const cliRequirements = [
  ...rootCli,
  ...exitCodeCli,
  ...errorsCli,
  ...flagsCli,
  ...bootstrapCli,
  ...serveCli,
  ...installerCli,
  ...superuserCli,
  ...migrateCli,
  ...cli,
  ...devCli,
  ...shutdownCli,
  ...restartCli,
] as const
