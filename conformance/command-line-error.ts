/** Something on the suite's command line that cannot be followed; the message says what and what instead. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError'
  readonly exitCode: number
  constructor(message: string, exitCode = 2) {
    super(message)
    this.exitCode = exitCode
  }
}
