import type { ShapeName } from '../../spec/shapes.ts'
import type { Exchange } from './exchange.ts'
import { firstDifference, matches, show } from './match.ts'
import { shapeProblems } from './shape.ts'

/** How one named claim was decided. */
export interface ClaimResult {
  readonly name: string
  /** Number of checks made; a claim that checked nothing proves nothing. */
  readonly checks: number
  /** The first check that did not hold. */
  readonly failure?: {
    readonly expected: string
    readonly seen: string
    readonly exchange?: Exchange
  }
}

abstract class Checks {
  readonly name: string
  #checks = 0
  #failure: ClaimResult['failure']

  constructor(name: string) {
    this.name = name
  }

  protected abstract readonly exchange: Exchange | undefined

  get result(): ClaimResult {
    const failure = this.#failure === undefined ? {} : { failure: this.#failure }
    return { name: this.name, checks: this.#checks, ...failure }
  }

  /**
   * Only the first failed check of a claim counts: what follows it is likely its consequence. What holds is not described: that
   * would look at more of the answer than the check does.
   */
  protected check(holds: boolean, expected: () => string, seen: () => string): this {
    this.#checks += 1
    if (!holds && this.#failure === undefined) {
      const { exchange } = this
      this.#failure = {
        expected: expected(),
        seen: seen(),
        ...(exchange === undefined ? {} : { exchange }),
      }
    }
    return this
  }

  /** What is expected may come from another answer; when it is not there, nothing can be the same as it. */
  protected same(expected: unknown, seen: unknown, where = ''): this {
    if (expected === undefined)
      return this.check(
        false,
        () => 'the same as a value that is not there',
        () => show(seen),
      )
    const difference = firstDifference(expected, seen, where)
    return this.check(
      difference === undefined,
      () => show(expected),
      () => difference ?? show(seen),
    )
  }
}

/** A claim about one answer of the server. */
export class Claim extends Checks {
  protected readonly exchange: Exchange

  constructor(name: string, exchange: Exchange) {
    super(name)
    this.exchange = exchange
  }

  status(status: number): this {
    const { exchange } = this
    return this.check(
      exchange.status === status,
      () => `status ${status}`,
      () => `${exchange.describe()} ${exchange.body.slice(0, 300)}`,
    )
  }

  /** The value at a JSON pointer is exactly this structure. */
  json(pointer: string, expected: unknown): this {
    return this.same(expected, this.exchange.at(pointer), pointer)
  }

  /** The JSON body has the object that the pointer leads into, and that object does not have the key. */
  absent(pointer: string): this {
    const parent = this.exchange.at(pointer.slice(0, pointer.lastIndexOf('/')))
    const seen = this.exchange.at(pointer)
    const hasParent = typeof parent === 'object' && parent !== null
    return this.check(
      hasParent && seen === undefined,
      () => `an object without ${pointer}`,
      () => (hasParent ? show(seen) : `no object around ${pointer}`),
    )
  }

  /** The whole JSON body is exactly this structure. */
  body(expected: unknown): this {
    return this.same(expected, this.exchange.json)
  }

  /** The body is exactly this text. */
  text(expected: string): this {
    return this.checkBody(
      (body) => body === expected,
      () => show(expected),
    )
  }

  textMatches(pattern: RegExp): this {
    return this.checkBody(
      (body) => matches(pattern, body),
      () => `a body that matches ${String(pattern)}`,
    )
  }

  empty(): this {
    const { body, failure } = this.exchange
    return this.check(
      failure === undefined && body === '',
      () => 'an empty body',
      () => (failure === undefined ? `${Buffer.byteLength(body)} bytes` : 'no answer'),
    )
  }

  /** A header's value; undefined: the header is not there. */
  header(name: string, expected: string | RegExp | undefined): this {
    const seen = this.exchange.header(name)
    const holds =
      expected instanceof RegExp ? seen !== undefined && matches(expected, seen) : seen === expected
    return this.check(
      holds && this.exchange.failure === undefined,
      () => `${name}: ${String(expected ?? 'absent')}`,
      () => `${name}: ${seen ?? 'absent'}`,
    )
  }

  /** The keys of the object at the pointer, in this order. */
  keys(pointer: string, expected: readonly string[]): this {
    const value = this.exchange.at(pointer)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    const seen = isObject ? Object.keys(value) : undefined
    return this.check(
      JSON.stringify(seen) === JSON.stringify(expected),
      () => `an object of ${show(expected)}`,
      () => show(seen ?? value),
    )
  }

  /** The value at the pointer has this wire shape of the contract, with the order of keys that it fixes. */
  shape(name: ShapeName, pointer = ''): this {
    const problems = shapeProblems(name, this.exchange.at(pointer))
    return this.check(
      problems.length === 0,
      () => `the shape "${name}" at ${pointer || '/'}`,
      () => problems.slice(0, 5).join('; '),
    )
  }

  length(pointer: string, expected: number): this {
    const value = this.exchange.at(pointer)
    const seen = Array.isArray(value) ? value.length : undefined
    return this.check(
      seen === expected,
      () => `${expected} elements at ${pointer}`,
      () => (seen === undefined ? show(value) : `${seen}`),
    )
  }

  /** The complete error answer: status, content type and a body of exactly `data`, `message`, `status`. */
  error(status: number, message: string, data: unknown = {}): this {
    return this.status(status)
      .header('Content-Type', 'application/json')
      .body({ data, message, status })
  }

  /** An answer that succeeds, in its frame: a line of JSON (200) or nothing (204). */
  success(status: 200 | 204): this {
    this.status(status)
    return status === 200 ? this.framed() : this.headed().empty().header('Content-Type', undefined)
  }

  /** The frame of an answer with JSON, be it a refusal: the headers that all have, and one line. */
  framed(): this {
    return this.headed()
      .header('Content-Type', 'application/json')
      .textMatches(/^[[{][^\n]*[\]}]\n$/)
  }

  private headed(): this {
    return this.header('Vary', 'Origin')
      .header('X-Content-Type-Options', 'nosniff')
      .header('X-Frame-Options', 'SAMEORIGIN')
      .header('X-XSS-Protection', '1; mode=block')
  }

  /** Byte for byte the same body as another answer. Two requests without an answer have no body in common. */
  sameBodyAs(other: Exchange): this {
    const hasBody = other.failure === undefined
    const expected = other.body
    return this.checkBody(
      (body) => hasBody && body === expected,
      () => (hasBody ? show(expected) : other.describe()),
    )
  }

  /** No answer is not an empty body. */
  private checkBody(holds: (body: string) => boolean, expected: () => string): this {
    const { exchange } = this
    if (exchange.failure !== undefined) {
      return this.check(false, expected, () => exchange.describe())
    }
    const { body } = exchange
    return this.check(holds(body), expected, () => show(body))
  }
}

/** A claim about a value that a case computed from what it saw. */
export class ValueClaim extends Checks {
  protected readonly exchange = undefined
  readonly #value: unknown

  constructor(name: string, value: unknown) {
    super(name)
    this.#value = value
  }

  equals(expected: unknown): this {
    return this.same(expected, this.#value)
  }

  /** There is a value, there is another one, and they are not the same. */
  differs(other: unknown): this {
    const isThere = this.#value !== undefined && other !== undefined
    const differs = isThere && firstDifference(other, this.#value) !== undefined
    return this.check(
      differs,
      () => `anything but ${show(other)}`,
      () => show(this.#value),
    )
  }

  matches(pattern: RegExp): this {
    const holds = typeof this.#value === 'string' && matches(pattern, this.#value)
    return this.check(
      holds,
      () => `text that matches ${String(pattern)}`,
      () => show(this.#value),
    )
  }

  includes(expected: unknown): this {
    const holds = Array.isArray(this.#value)
      ? this.#value.some((item) => firstDifference(expected, item) === undefined)
      : typeof this.#value === 'string' &&
        typeof expected === 'string' &&
        this.#value.includes(expected)
    return this.check(
      holds,
      () => `something that includes ${show(expected)}`,
      () => show(this.#value),
    )
  }

  length(expected: number): this {
    const seen =
      Array.isArray(this.#value) || typeof this.#value === 'string' ? this.#value.length : undefined
    return this.check(
      seen === expected,
      () => `length ${expected}`,
      () => show(this.#value),
    )
  }

  atMost(limit: number): this {
    return this.check(
      typeof this.#value === 'number' && this.#value <= limit,
      () => `at most ${limit}`,
      () => show(this.#value),
    )
  }

  atLeast(limit: number): this {
    return this.check(
      typeof this.#value === 'number' && this.#value >= limit,
      () => `at least ${limit}`,
      () => show(this.#value),
    )
  }
}
