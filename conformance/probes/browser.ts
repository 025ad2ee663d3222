import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from '../targets/chromium.ts'

/** A page that is open in Chromium. */
export interface Visit {
  readonly page: Page
  /** What the page wrote to its console, and errors nobody caught, in order. */
  readonly printed: readonly string[]
  /**
   * Closes the page.
   * @throws Error when the page tried to leave this machine: a case that needs the network is the suite's mistake.
   */
  close(): Promise<void>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever is asked for outside loopback fails at once instead of at a resolver.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

const timeoutMs = 15_000

/** Opens a page in a Chromium of its own. Only loopback can be reached. */
export const visit = async (url: string): Promise<Visit> => {
  const browser = await launch()
  try {
    return await openPage(browser, url)
  } catch (error) {
    await browser.close()
    throw error
  }
}

const launch = (): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    throw new Error('there is no Chromium; install the package chromium or name one in CHROMIUM')
  }
  return chromium.launch({ executablePath, args: flags, timeout: timeoutMs })
}

const openPage = async (browser: Browser, url: string): Promise<Visit> => {
  const left: string[] = []
  const printed: string[] = []
  const page = await browser.newPage()
  page.setDefaultTimeout(timeoutMs)
  page.on('console', (message) => printed.push(message.text()))
  page.on('pageerror', (error) => printed.push(error.message))
  await page.route(
    (requested) => !isLoopback(requested),
    (route) => {
      left.push(route.request().url())
      return route.abort()
    },
  )
  const visited: Visit = {
    page,
    printed,
    async close() {
      await browser.close()
      if (left.length > 0)
        throw new Error(`the page wanted to leave this machine: ${left.join(', ')}`)
    },
  }
  await page.goto(url)
  return visited
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  ['data:', 'blob:', 'about:'].includes(protocol) ||
  /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname)
