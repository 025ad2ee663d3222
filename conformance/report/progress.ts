/**
 * One line that tells how far a run is and how long it may still take. On a terminal it is rewritten in place; elsewhere a line
 * is printed every tenth of the way.
 */
export const createProgress = (total: number, stream: NodeJS.WriteStream) => {
  const started = performance.now()
  let done = 0
  let failed = 0
  return {
    step(isFailure: boolean): void {
      done += 1
      if (isFailure) failed += 1
      const isTenth = Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total)
      if (!stream.isTTY && !isTenth) return
      const left = ((performance.now() - started) / done) * (total - done)
      const line = `${done}/${total} judged, ${failed} not kept, about ${Math.ceil(left / 1000)} s left`
      stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
    },
    end(): void {
      if (stream.isTTY) stream.write('\r\u001b[K')
    },
  }
}
