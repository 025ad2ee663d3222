import type { Command } from 'commander'
import { addBenchCommand } from './bench/command.ts'
import { addCheckCommand } from './command.ts'
import { addDiffCommand } from './diff/command.ts'
import { addProveCommand } from './mutants/command.ts'
import { addFuzzCommand } from './generated/command.ts'
import { addReportCommand } from './page/command.ts'

/** The commands of the suite. */
export const addSuiteCommands = (program: Command): void => {
  addCheckCommand(program)
  addBenchCommand(program)
  addDiffCommand(program)
  addFuzzCommand(program)
  addProveCommand(program)
  addReportCommand(program)
}
