import { CommandLineError } from './command-line-error.ts'
import type { Credentials } from './harness/target.ts'

/** Reads the value of an option that counts something. */
export const wholeNumber = (text: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new CommandLineError(`"${text}" is not a whole number above zero`)
}

/** Reads `EMAIL:PASSWORD`. */
const credentials = (text: string): Credentials => {
  const colon = text.indexOf(':')
  if (colon < 1) throw new CommandLineError('--superuser takes EMAIL:PASSWORD')
  return { email: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** The option of every command that takes a target, for `Command.option`. */
export const superuserOption = [
  '--superuser <email:password>',
  'superuser of a server given by its URL',
  credentials,
] as const

/** A seed for a run that was given none. */
export const drawSeed = (): number => Math.ceil(Math.random() * 1_000_000)
