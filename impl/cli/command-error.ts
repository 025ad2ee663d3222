/** A command that could not do its work. Printed as `Error: …` on stdout, exit code 0 (cli.exit-code.command-error-zero). */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
