import type { See } from '../harness/target.ts'
import { createInbox } from '../probes/inbox.ts'
import { type ReceivedMail, type SmtpSink, startSmtpSink } from '../probes/smtp-sink.ts'

/** What a case saw of a server beside its answers: rows and secrets of its directory, and mails. */
export interface Beside {
  readonly sights: readonly Sight[]
  /** In the order in which they were opened. */
  readonly sinks: readonly TapedSink[]
}

interface Sight {
  readonly what: string
  readonly value: unknown
  /** The turns after which it was seen. */
  readonly after: readonly number[]
}

interface TapedSink {
  readonly port: number
  /** Each with the turns that had been asked when it came. */
  readonly mails: readonly { readonly mail: ReceivedMail; readonly after: readonly number[] }[]
}

export interface BesideRecorder {
  readonly see: See
  openSink(): Promise<SmtpSink>
  beside(): Beside
}

/** @param past the turns that may have changed the server so far: those that were asked, and those that were answered */
export const createBesideRecorder = (past: {
  readonly asked: readonly number[]
  readonly answered: readonly number[]
}): BesideRecorder => {
  const sights: Sight[] = []
  const sinks: { port: number; mails: TapedSink['mails'][number][] }[] = []
  return {
    see(what, look) {
      const after = [...past.answered]
      const value = look()
      sights.push({ what, value, after })
      return value
    },
    async openSink() {
      const mails: TapedSink['mails'][number][] = []
      const onMail = (mail: ReceivedMail) => void mails.push({ mail, after: [...past.asked] })
      const sink = await startSmtpSink({ onMail })
      sinks.push({ port: sink.port, mails })
      return sink
    },
    beside: () => ({
      sights: [...sights],
      sinks: sinks.map(({ port, mails }) => ({ port, mails: [...mails] })),
    }),
  }
}

export interface BesidePlayer {
  readonly see: See
  openSink(): Promise<SmtpSink>
  /** A turn was played: mails that came after it come now. */
  onPlayed(): void
}

/** What is not there comes with the turns that are played, and these need no time. */
const graceMs = 5

/**
 * Shows it again at its time.
 * @param leave says that something was looked for which was not seen, or not then; never returns
 */
export const createBesidePlayer = (
  { sights, sinks }: Beside,
  isPast: (after: readonly number[]) => boolean,
  leave: () => never,
): BesidePlayer => {
  const waiting = Map.groupBy(sights, ({ what }) => what)
  const unopened = [...sinks]
  const open: { readonly deliver: () => void }[] = []
  return {
    see<T>(what: string) {
      const sight = waiting.get(what)?.shift()
      if (sight === undefined || !isPast(sight.after)) return leave()
      return sight.value as T // it was seen by who looked for the same thing
    },
    openSink() {
      const sink = unopened.shift()
      if (sink === undefined) return leave()
      const inbox = createInbox<ReceivedMail>()
      const coming = [...sink.mails]
      const deliver = (): void => {
        while (coming[0] !== undefined && isPast(coming[0].after)) {
          inbox.add(coming[0].mail)
          coming.shift()
        }
      }
      deliver()
      open.push({ deliver })
      return Promise.resolve({
        port: sink.port,
        messages: inbox.all,
        waitFor: (matches) => inbox.find(matches, graceMs),
        close: () => Promise.resolve(),
      })
    },
    onPlayed() {
      for (const { deliver } of open) deliver()
    },
  }
}
