import { describe, expect, test } from 'bun:test'
import { createBesidePlayer, createBesideRecorder, type Moment } from './beside.ts'
import type { ReceivedMail } from '../probes/smtp-sink.ts'

/** A tape whose turns are played by `play`; all change the server. */
const playing = (beside: Parameters<typeof createBesidePlayer>[0]) => {
  const played = new Set<number>()
  let hasLeft = false
  const leave = (): never => {
    hasLeft = true
    throw new Error('left')
  }
  const isPast = ({ before, underWay }: Moment) =>
    Array.from({ length: before }, (_, turn) => turn).every(
      (turn) => played.has(turn) || underWay.includes(turn),
    )
  const player = createBesidePlayer(beside, isPast, leave)
  return {
    ...player,
    play(turn: number) {
      played.add(turn)
      player.onPlayed()
    },
    hasLeft: () => hasLeft,
  }
}

const never = (): never => {
  throw new Error('looked at the server')
}

describe('what is seen beside answers', () => {
  test('is shown again in the order in which it was seen', () => {
    const recorder = createBesideRecorder(() => ({ before: 0, underWay: [] }))
    for (const rows of [['a'], ['a', 'b']]) recorder.see('rows', () => rows)
    const { see } = playing(recorder.beside())
    expect(see<unknown>('rows', never)).toEqual(['a'])
    expect(see<unknown>('rows', never)).toEqual(['a', 'b'])
  })

  test('is not known when nobody looked for it, or before what led to it', () => {
    const recorder = createBesideRecorder(() => ({ before: 3, underWay: [1] }))
    recorder.see('rows', () => ['a'])
    const early = playing(recorder.beside())
    early.play(0)
    expect(() => early.see('rows', never)).toThrow('left')
    const late = playing(recorder.beside())
    late.play(0)
    late.play(2)
    expect(late.see<unknown>('rows', never)).toEqual(['a'])
    expect(late.hasLeft()).toBe(false)
    expect(() => late.see('other rows', never)).toThrow('left')
    expect(late.hasLeft()).toBe(true)
  })
})

const mailTo = (to: string): ReceivedMail => ({
  headers: [],
  headerLines: [],
  attachments: [],
  envelope: { from: '', to: [to] },
  source: '',
})

test('a mail comes when the turn that sent it is played, and one that was never sent does not', async () => {
  const mails = [
    { mail: mailTo('a'), after: { before: 1, underWay: [] } },
    { mail: mailTo('b'), after: { before: 2, underWay: [] } },
  ]
  const player = playing({ sights: [], sinks: [{ port: 25, mails }] })
  const { port, messages, waitFor } = await player.openSink()
  expect(port).toBe(25)
  expect(messages).toEqual([])
  player.play(0)
  expect(messages.map(({ envelope }) => envelope.to)).toEqual([['a']])
  const later = waitFor(({ envelope }) => envelope.to.includes('b'))
  player.play(1)
  expect((await later).value?.envelope.to).toEqual(['b'])
  expect((await waitFor(() => false)).missing).toContain('nothing arrived')
  expect(() => player.openSink()).toThrow('left')
})
