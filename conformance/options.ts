import { CommandLineError } from './command-line-error.ts'
import type { Credentials } from './harness/target.ts'

/** Reads the value of an option that counts something. */
export const wholeNumber = (text: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new CommandLineError(`"${text}" is not a whole number above zero`)
}

/** Reads `EMAIL:PASSWORD`. */
export const credentials = (text: string): Credentials => {
  const colon = text.indexOf(':')
  if (colon < 1) throw new CommandLineError('--superuser takes EMAIL:PASSWORD')
  return { email: text.slice(0, colon), password: text.slice(colon + 1) }
}
