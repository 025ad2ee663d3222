import { existsSync } from 'node:fs'

const installed = '/usr/bin/chromium'

/** The system's Chromium: where `CHROMIUM` says, else where Debian puts it. */
export const findChromium = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined => {
  const path = env['CHROMIUM'] ?? installed
  return existsSync(path) ? path : undefined
}
