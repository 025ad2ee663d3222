import { join } from 'node:path'
import { visit } from '../probes/browser.ts'

const schemes = ['light', 'dark'] as const
const viewport = { width: 1000, height: 640 }

/** Draws the first screen of a page in either colour scheme, as PNG files in a directory; answers their paths. */
export const drawPage = async (html: string, directory: string): Promise<readonly string[]> => {
  const visited = await visit('about:blank')
  const paths: string[] = []
  try {
    await visited.page.setViewportSize(viewport)
    await visited.page.setContent(html)
    for (const colorScheme of schemes) {
      const path = join(directory, `report-${colorScheme}.png`)
      await visited.page.emulateMedia({ colorScheme })
      await visited.page.screenshot({ path })
      paths.push(path)
    }
  } finally {
    await visited.close()
  }
  return paths
}
