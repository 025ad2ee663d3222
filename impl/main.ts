import type { Command } from 'commander'
import { addGlobalFlags } from './cli/flags.ts'
import { addServeCommand } from './cli/serve.ts'
import { addSuperuserCommand } from './cli/superuser.ts'
import { addTestServerCommand } from './test-server/command.ts'

/** The commands of the reference server, on a command line that prints through `say` (stdout). */
export const addServerCommands = (program: Command, say: (line: string) => void): void => {
  addGlobalFlags(program)
  addServeCommand(program, say, process.env)
  addSuperuserCommand(program, say, process.env)
  addTestServerCommand(program)
}
