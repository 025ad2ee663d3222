import { readFileSync } from 'node:fs'
import PocketBase, { BaseAuthStore } from 'pocketbase'
import type { RunningServer } from '../harness/target.ts'

/** The official SDK, speaking to a server as a guest; it forgets its sign-in when it is dropped. */
export const openSdk = ({ url }: Pick<RunningServer, 'url'>): PocketBase => {
  const sdk = new PocketBase(url, new BaseAuthStore())
  // Requests of one case that go to the same path are all meant.
  sdk.autoCancellation(false)
  return sdk
}

/** The SDK as a script for a page: it defines the global `PocketBase`. */
export const sdkScript = (): string =>
  readFileSync(new URL(import.meta.resolve('pocketbase/umd')), 'utf8')
