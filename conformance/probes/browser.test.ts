import { expect, test } from 'bun:test'
import { visit } from './browser.ts'
import { servePages } from './pages.ts'
import { sdkScript } from './sdk.ts'

const withScript = (script: string): string =>
  `<!doctype html><p id="out"></p><script src="/sdk.js"></script><script>${script}</script>`

test('runs a page with the SDK', async () => {
  const pages = servePages({
    'index.html': withScript(`out.textContent = typeof PocketBase; console.log('ready')`),
    'sdk.js': sdkScript(),
  })
  const { page, printed, close } = await visit(pages.url)
  expect(await page.textContent('#out')).toBe('function')
  expect(printed).toContain('ready')
  await close()
  await pages.close()
}, 30_000)

test('a page cannot leave this machine, and trying is an error', async () => {
  const pages = servePages({
    'index.html': withScript(
      `fetch('http://plumbline.example/x').catch(() => { out.textContent = 'stayed' })`,
    ),
    'sdk.js': '',
  })
  const { page, close } = await visit(pages.url)
  await page.waitForSelector('text=stayed')
  expect(close()).rejects.toThrow('http://plumbline.example/x')
  await pages.close()
}, 30_000)
