/** The model does not say: the contract leaves it open, or knowing would take a second database. The message names what it is about. */
export class Undecided extends Error {
  override readonly name = 'Undecided'
}

/** The filter, sort or rule cannot be compiled. */
export class Refused extends Error {
  override readonly name = 'Refused'
}
