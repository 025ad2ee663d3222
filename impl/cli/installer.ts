import type { App } from '../app.ts'
import { quote } from '../records/record.ts'

type Say = (line: string) => void

const installerEmail = '__pbinstaller@example.com'

/** Tells how to make the first superuser while there is none (cli.installer.first-start). */
export const announceInstaller = async ({ store }: App, say: Say): Promise<void> => {
  const sql = `SELECT 1 FROM ${quote('_superusers')} WHERE email != ? LIMIT 1`
  const rows = await store.read({ sql, args: [installerEmail], reach: store.reachOf(sql, 1) })
  if (rows.length > 0) return
  say('')
  say('There is no superuser yet. Create your first one with:')
  say('  bun run plumbline superuser upsert EMAIL PASS')
  say('and sign in: POST /api/collections/_superusers/auth-with-password {"identity", "password"}')
}
