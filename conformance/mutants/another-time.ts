/** Does work that thinks it is so many ms later than it is; nothing else may run meanwhile. */
export const atAnotherTime = async (laterMs: number, work: () => Promise<void>): Promise<void> => {
  const Real = globalThis.Date
  const Shifted = new Proxy(Real, {
    construct: (target, args: unknown[], shifted: typeof Date) =>
      Reflect.construct(target, args.length === 0 ? [Real.now() + laterMs] : args, shifted) as Date,
    get: (target, name, receiver): unknown =>
      name === 'now' ? () => Real.now() + laterMs : Reflect.get(target, name, receiver),
  })
  globalThis.Date = Shifted
  try {
    await work()
  } finally {
    globalThis.Date = Real
  }
}
