import { CommandLineError } from './command-line-error.ts'
import { describeCause } from './harness/describe-cause.ts'
import { exitCodes } from './harness/outcome.ts'

/** A line of what a command has to say. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`)

const tell = (cause: unknown): void =>
  void process.stderr.write(`the suite itself failed: ${describeCause(cause)}\n`)

/**
 * Runs a command of the suite; the process ends with the exit code that it answers. What it throws, or leaves unhandled in the
 * background, is the suite's own failure: without this the runtime would end the process with 1, which says that the server
 * breaks the contract.
 * @throws CommandLineError when the command line cannot be followed; its caller knows how to say that.
 */
export const runCommand = async (work: () => Promise<number>): Promise<void> => {
  let isStray = false
  const onStray = (cause: unknown): void => {
    isStray = true
    process.exitCode = exitCodes.harness
    tell(cause)
  }
  // Not removed at the end: what is still on its way then belongs to the same command.
  process.on('unhandledRejection', onStray)
  process.on('uncaughtException', onStray)
  try {
    const code = await work()
    process.exitCode = isStray ? exitCodes.harness : code
  } catch (error) {
    if (error instanceof CommandLineError) throw error
    tell(error)
    process.exitCode = exitCodes.harness
  }
}
