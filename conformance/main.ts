import type { Command } from 'commander'
import { addCheckCommand } from './command.ts'
import { addFuzzCommand } from './generated/command.ts'

/** The commands of the suite. */
export const addSuiteCommands = (program: Command): void => {
  addCheckCommand(program)
  addFuzzCommand(program)
}
