const pollMs = 25

/**
 * Looks again and again until what is seen is enough; answers what was seen last, which is not enough when the deadline passed.
 * @param deadlineMs after which nobody looks again
 */
export const eventually = async <T>(
  look: () => T | Promise<T>,
  isEnough: (seen: T) => boolean,
  deadlineMs = 5000,
): Promise<T> => {
  const end = performance.now() + deadlineMs
  for (;;) {
    const seen = await look()
    if (isEnough(seen) || performance.now() > end) return seen
    await Bun.sleep(pollMs)
  }
}
