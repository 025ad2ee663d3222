/** -4 debug, 0 information, 4 warning, 8 error. */
export type LogLevel = -4 | 0 | 4 | 8

/** Takes down what happened. `data` holds plain values and never a secret. */
export type Log = (
  level: LogLevel,
  message: string,
  data?: Readonly<Record<string, string | number>>,
) => void
