import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stats } from 'node:fs'
import { decodePercent } from '../read/percent.ts'
import type { OtherAnswer } from '../respond.ts'
import type { HttpRequest } from '../transport/message.ts'
import { sendFile } from './send-file.ts'

export interface PublicFilesOptions {
  readonly publicDir: string
  /** Answer missing paths with the root index.html (http.static.index-fallback). */
  readonly indexFallback: boolean
}

export interface PublicFiles {
  /** The answer to a GET or HEAD of an encoded path; undefined when there is nothing to show for it. */
  answer(path: string, request: HttpRequest): Promise<OtherAnswer | undefined>
}

interface Found {
  readonly location: string
  readonly stats: Stats
}

const index = 'index.html'

export const createPublicFiles = ({
  publicDir,
  indexFallback,
}: PublicFilesOptions): PublicFiles => {
  const fallback = async (request: HttpRequest) => {
    const found = indexFallback ? await findFile(join(publicDir, index)) : undefined
    return found && sendFile(found, request)
  }
  return {
    async answer(path, request) {
      const wanted = readPublicPath(path)
      const found = wanted && (await find(join(publicDir, wanted.name)))
      if (wanted === undefined || found === undefined) return fallback(request)
      if (!found.stats.isDirectory()) return answerFile(found, wanted, request)
      if (!wanted.asDirectory) return redirect(`/${wanted.name}/`)
      const page = await findFile(join(found.location, index))
      return page === undefined ? fallback(request) : sendFile(page, request)
    },
  }
}

/** Files live under one spelling: no trailing slash, and the index under its directory (http.static.*-redirect). */
const answerFile = (found: Found, { name, asDirectory }: PublicPath, request: HttpRequest) => {
  if (asDirectory) return redirect(`/${name}`)
  if (`/${name}`.endsWith(`/${index}`)) return redirect(`/${name.slice(0, -index.length)}`)
  return found.stats.isFile() ? sendFile(found, request) : undefined
}

/** The location is the decoded path; only what a header cannot carry is encoded again. */
const redirect = (location: string): OtherAnswer => ({
  status: 301,
  headers: {
    location: location.toWellFormed().replace(/[^\x20-\x7e]+/gu, encodeURIComponent),
  },
})

interface PublicPath {
  /** Relative to the public directory, without slashes around it; `.` for the directory itself. */
  readonly name: string
  readonly asDirectory: boolean
}

/** Undefined for a path that points outside the directory or cannot name a file (http.static.no-traversal). */
const readPublicPath = (path: string): PublicPath | undefined => {
  const decoded = decodePercent(path)?.replace(/^\/+/, '')
  if (decoded === undefined || decoded.includes('\0')) return undefined
  if (decoded === '') return { name: '.', asDirectory: true }
  const asDirectory = decoded.endsWith('/')
  const name = asDirectory ? decoded.slice(0, -1) : decoded
  const leavesTree = name.split('/').some((segment) => ['', '.', '..'].includes(segment))
  return leavesTree ? undefined : { name, asDirectory }
}

const findFile = async (location: string) => {
  const found = await find(location)
  return found?.stats.isFile() ? found : undefined
}

const find = async (location: string): Promise<Found | undefined> => {
  try {
    return { location, stats: await stat(location) }
  } catch (error) {
    // Missing, below a file, unreadable, too long a name, a loop of links: for the client it is not there.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
