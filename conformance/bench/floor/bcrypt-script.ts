/**
 * bcrypt alone: how many passwords a second can be checked against a hash, so many at once. Run by the bench with hash,
 * password, number at once and seconds; prints the number per second.
 */
const [hash = '', password = '', atOnce = '1', seconds = '1'] = process.argv.slice(2)

let done = 0
const started = performance.now()
const elapsedMs = (): number => performance.now() - started

const check = async (): Promise<void> => {
  while (elapsedMs() < Number(seconds) * 1000) {
    if (!(await Bun.password.verify(password, hash)))
      throw new Error('the hash is of another password')
    done++
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, check))
process.stdout.write(`${(done / elapsedMs()) * 1000}\n`)

// Without an import this file would be no module, and could not await.
export {}
