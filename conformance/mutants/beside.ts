import type { See } from '../harness/target.ts'
import { createInbox } from '../probes/inbox.ts'
import { type ReceivedMail, type SmtpSink, startSmtpSink } from '../probes/smtp-sink.ts'

/** What a case saw of a server beside its answers: rows and secrets of its directory, and mails. */
export interface Beside {
  readonly sights: readonly Sight[]
  /** In the order in which they were opened. */
  readonly sinks: readonly TapedSink[]
}

/**
 * A moment of a case: all turns before `before` had changed the server by then, but for those under way. A list of all that had
 * would grow with each turn, and a case may have thousands.
 */
export interface Moment {
  readonly before: number
  readonly underWay: readonly number[]
}

interface Sight {
  readonly what: string
  readonly value: unknown
  readonly after: Moment
}

interface TapedSink {
  readonly port: number
  /** A turn that is under way may have sent it. */
  readonly mails: readonly { readonly mail: ReceivedMail; readonly after: Moment }[]
}

export interface BesideRecorder {
  readonly see: See
  openSink(): Promise<SmtpSink>
  beside(): Beside
}

/** @param now the moment at which it is called */
export const createBesideRecorder = (now: () => Moment): BesideRecorder => {
  const sights: Sight[] = []
  const sinks: { port: number; mails: TapedSink['mails'][number][] }[] = []
  return {
    see(what, look) {
      const after = now()
      const value = look()
      sights.push({ what, value, after })
      return value
    },
    async openSink() {
      const mails: TapedSink['mails'][number][] = []
      const onMail = (mail: ReceivedMail): void => {
        mails.push({ mail, after: { before: now().before, underWay: [] } })
      }
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
  isPast: (after: Moment) => boolean,
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
