import { join } from 'node:path'
import type { Random } from '../values/random.ts'
import { createLocalStorage } from './local-storage.ts'
import { createSpool } from './spool.ts'
import type { Files } from './storage.ts'

/** The files of a data directory. Uploads lie in its scratch directory until they are stored. */
export const openLocalFiles = (dataDir: string, random: Random): Files => ({
  storage: createLocalStorage(join(dataDir, 'storage')),
  openSpool: () => createSpool(join(dataDir, '.pb_temp_to_delete'), random),
})
