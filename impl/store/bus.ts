/**
 * Messages between parts that must not know each other. In one process a message is a function call; across processes
 * the same interface can be kept by a broker, so messages are plain values.
 */
interface Subject {
  readonly message: unknown
  /** What a handler answers to `request`; `void` for a subject that is only published. */
  readonly reply: unknown
}

/** A map from subject names to subjects. */
export type Subjects<S> = { readonly [Name in keyof S]: Subject }

export interface Bus<S extends Subjects<S>> {
  /** Calls every subscriber in the order they came, at once. A subscriber that fails does not stop the others. */
  publish<Name extends keyof S>(subject: Name, message: S[Name]['message']): void
  /** Returns the unsubscriber. */
  subscribe<Name extends keyof S>(
    subject: Name,
    handler: (message: S[Name]['message']) => S[Name]['reply'] | Promise<S[Name]['reply']>,
  ): () => void
  /** Asks the longest standing subscriber. Rejects with {@link NoResponder} when there is none. */
  request<Name extends keyof S>(
    subject: Name,
    message: S[Name]['message'],
  ): Promise<S[Name]['reply']>
}

/** Nobody subscribes to the subject of a request. */
export class NoResponder extends Error {
  override readonly name = 'NoResponder'
}

export interface BusOptions {
  /** Hears what a subscriber of a published message threw or rejected with. */
  readonly onDefect: (cause: unknown) => void
}

export const createBus = <S extends Subjects<S>>({ onDefect }: BusOptions): Bus<S> => {
  type Handler = (message: unknown) => unknown
  const handlers = new Map<keyof S, readonly Handler[]>()

  const deliver = (handler: Handler, message: unknown): void => {
    try {
      const reply = handler(message)
      if (reply instanceof Promise) reply.catch(onDefect)
    } catch (cause) {
      onDefect(cause)
    }
  }

  return {
    publish(subject, message) {
      for (const handler of handlers.get(subject) ?? []) deliver(handler, message)
    },
    subscribe(subject, handler) {
      // The map forgets which subject's message a handler takes; publish and request pair them again by name.
      const added = (message: unknown) => handler(message)
      handlers.set(subject, [...(handlers.get(subject) ?? []), added])
      return () => {
        handlers.set(
          subject,
          (handlers.get(subject) ?? []).filter((each) => each !== added),
        )
      }
    },
    async request(subject, message) {
      const handler = handlers.get(subject)?.[0]
      if (!handler) throw new NoResponder(`Nobody answers requests to "${String(subject)}".`)
      return await handler(message)
    },
  }
}
