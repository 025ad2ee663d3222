import { describe, expect, test } from 'bun:test'
import { createBus, NoResponder } from './bus.ts'

interface TestSubjects {
  readonly 'record.saved': { readonly message: string; readonly reply: void }
  readonly double: { readonly message: number; readonly reply: number }
}

const createTestBus = () => {
  const defects: unknown[] = []
  return { bus: createBus<TestSubjects>({ onDefect: (cause) => defects.push(cause) }), defects }
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )

describe('bus', () => {
  test('reaches every subscriber of the subject in order, and nobody after unsubscribing', () => {
    const { bus } = createTestBus()
    const heard: string[] = []
    const leave = bus.subscribe('record.saved', (id) => void heard.push(`first ${id}`))
    bus.subscribe('record.saved', (id) => void heard.push(`second ${id}`))
    bus.publish('record.saved', 'a')
    leave()
    bus.publish('record.saved', 'b')
    expect(heard).toEqual(['first a', 'second a', 'second b'])
  })

  test('a subscriber that throws or rejects does not stop the others, and is reported', async () => {
    const { bus, defects } = createTestBus()
    const heard: string[] = []
    const thrown = new Error('thrown')
    const rejected = new Error('rejected')
    bus.subscribe('record.saved', () => {
      throw thrown
    })
    bus.subscribe('record.saved', () => Promise.reject(rejected))
    bus.subscribe('record.saved', (id) => void heard.push(id))
    bus.publish('record.saved', 'a')
    expect(heard).toEqual(['a'])
    await Promise.resolve()
    expect(defects).toEqual([thrown, rejected])
  })

  test('a subscriber may leave while a message is delivered', () => {
    const { bus } = createTestBus()
    const heard: string[] = []
    const leave = bus.subscribe('record.saved', () => {
      leave()
    })
    bus.subscribe('record.saved', (id) => void heard.push(id))
    bus.publish('record.saved', 'a')
    expect(heard).toEqual(['a'])
  })

  test('a request is answered by the first subscriber', async () => {
    const { bus } = createTestBus()
    bus.subscribe('double', (n) => Promise.resolve(n * 2))
    bus.subscribe('double', () => 0)
    expect(await bus.request('double', 21)).toBe(42)
  })

  test('a request without responder rejects, and one whose responder fails rejects with its error', async () => {
    const { bus, defects } = createTestBus()
    expect(await failureOf(bus.request('double', 1))).toBeInstanceOf(NoResponder)
    const noIdea = new Error('no idea')
    bus.subscribe('double', () => {
      throw noIdea
    })
    expect(await failureOf(bus.request('double', 1))).toBe(noIdea)
    expect(defects).toEqual([])
  })
})
