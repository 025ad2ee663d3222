import { describe, expect, test } from 'bun:test'
import { createBesidePlayer, createBesideRecorder } from './beside.ts'
import type { ReceivedMail } from '../probes/smtp-sink.ts'

/** A tape whose turns are played by `play`. */
const playing = (beside: Parameters<typeof createBesidePlayer>[0]) => {
  const played = new Set<number>()
  let hasLeft = false
  const leave = (): never => {
    hasLeft = true
    throw new Error('left')
  }
  const isPast = (after: readonly number[]) => after.every((turn) => played.has(turn))
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
    const past = { asked: [], answered: [] }
    const recorder = createBesideRecorder(past)
    for (const rows of [['a'], ['a', 'b']]) recorder.see('rows', () => rows)
    const { see } = playing(recorder.beside())
    expect(see<unknown>('rows', never)).toEqual(['a'])
    expect(see<unknown>('rows', never)).toEqual(['a', 'b'])
  })

  test('is not known when nobody looked for it, or before what led to it', () => {
    const answered: number[] = [0]
    const recorder = createBesideRecorder({ asked: [0], answered })
    recorder.see('rows', () => ['a'])
    answered.push(1)
    const early = playing(recorder.beside())
    expect(() => early.see('rows', never)).toThrow('left')
    const late = playing(recorder.beside())
    late.play(0)
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
    { mail: mailTo('a'), after: [3] },
    { mail: mailTo('b'), after: [3, 5] },
  ]
  const player = playing({ sights: [], sinks: [{ port: 25, mails }] })
  const { port, messages, waitFor } = await player.openSink()
  expect(port).toBe(25)
  expect(messages).toEqual([])
  player.play(3)
  expect(messages.map(({ envelope }) => envelope.to)).toEqual([['a']])
  const later = waitFor(({ envelope }) => envelope.to.includes('b'))
  player.play(5)
  expect((await later).value?.envelope.to).toEqual(['b'])
  expect((await waitFor(() => false)).missing).toContain('nothing arrived')
  expect(() => player.openSink()).toThrow('left')
})
