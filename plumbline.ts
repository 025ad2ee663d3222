import { Command, CommanderError } from 'commander'
import packageJson from './package.json' with { type: 'json' }
import { normalizeArgs } from './impl/cli/flags.ts'
import { stamp } from './impl/cli/stamp.ts'

/**
 * The command line: the one place that knows both halves of the project, and it loads only the half that a command needs.
 * Server commands behave like PocketBase's (errors on stdout as `Error: …`, exit code 0; a data directory that cannot be
 * opened: stderr, exit code 1); the suite's commands document their own exit codes.
 */
const name = 'plumbline'
const serverCommands = ['serve', 'superuser', 'test-server']

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const commandOf = (args: readonly string[]): string | undefined =>
  args.find((arg) => !arg.startsWith('-'))

const build = async (args: readonly string[]): Promise<Command> => {
  const program = new Command(name)
    .version(`${name} version ${packageJson.version}`, '-v, --version', `version for ${name}`)
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
  const command = commandOf(args)
  const isServer = command !== undefined && serverCommands.includes(command)
  const { addServerCommands } = await import('./impl/main.ts')
  addServerCommands(program, say)
  if (!isServer) {
    const { addSuiteCommands } = await import('./conformance/main.ts')
    addSuiteCommands(program)
  }
  inherit(program)
  program.action(() => program.outputHelp())
  return program
}

/** A mistyped flag must not look like a contract that is kept, so the suite's commands do not end as PocketBase's do. */
const isOfSuite = (program: Command, command: string | undefined): boolean =>
  command !== undefined &&
  !serverCommands.includes(command) &&
  program.commands.some((known) => known.name() === command)

/** Commander copies settings to subcommands only when they are made after them; ours come from several modules. */
const inherit = (command: Command): void => {
  for (const child of command.commands) {
    child.copyInheritedSettings(command).helpCommand(false)
    inherit(child)
  }
}

const unknownOption = /^error: unknown option '([^']+)'/
const missingArgument = /^error: option '(-[^ ']+)[^']*' argument missing/
const unknownCommand =
  /^error: (?:unknown command '([^']+)'|too many arguments\. Expected 0 arguments but got \d+: ([^,]+?)[,.])/

/** Commander's refusals in PocketBase's words (cli.flags.unknown, cli.root.unknown-command). */
const wordingOf = ({ message }: CommanderError): string => {
  const option = unknownOption.exec(message)?.[1]
  if (option?.startsWith('--') === true) return `unknown flag: ${option.replace(/=.*$/, '')}`
  if (option !== undefined) return `unknown shorthand flag: '${option.charAt(1)}' in ${option}`
  const missing = missingArgument.exec(message)?.[1]
  if (missing !== undefined) return `flag needs an argument: ${missing}`
  const [, unknown, command = unknown] = unknownCommand.exec(message) ?? []
  if (command !== undefined) {
    return `unknown command "${command}" for "${name}"\nRun '${name} --help' for usage.`
  }
  return message.replace(/^error: /, '')
}

const run = async (args: readonly string[]): Promise<void> => {
  const program = await build(args)
  try {
    await program.parseAsync(normalizeArgs(args), { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return
      if (isOfSuite(program, commandOf(args))) refuseCommandLine(wordingOf(error))
      else say(`Error: ${wordingOf(error)}`)
      return
    }
    if (!(error instanceof Error)) throw error
    const failure = failures[error.name]
    if (failure === undefined) throw error
    failure(error.message)
  }
}

const refuseCommandLine = (message: string): void => {
  process.stderr.write(`${name}: ${message}\n`)
  process.exitCode = 2
}

/** Errors that tell the caller something, by name: how they are printed, and what the process ends with. */
const failures: Readonly<Record<string, (message: string) => void>> = {
  // cli.exit-code.command-error-zero
  CommandError: (message) => say(`Error: ${message}`),
  // cli.exit-code.bootstrap-error
  DataDirError(message) {
    process.stderr.write(`${stamp(new Date())} ${message}\n`)
    process.exitCode = 1
  },
  CommandLineError: refuseCommandLine,
}

// Not awaited: the bundle is CommonJS, which is what comes with bytecode.
void run(process.argv.slice(2))
