/**
 * Something a case needs before it can judge was refused by the server: its claim stays open, and that counts against the
 * server. Thrown by whatever prepares; never by a claim.
 */
export class Blocked extends Error {
  override readonly name = 'Blocked'
}
