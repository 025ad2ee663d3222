import type { Command } from 'commander'
import { addCheckCommand } from './command.ts'

/** The commands of the suite. */
export const addSuiteCommands = (program: Command): void => {
  addCheckCommand(program)
}
