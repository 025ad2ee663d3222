import type { Requirement } from '../../requirement.ts'

/** How settings are stored. */
export const storeSettings = [
  {
    id: 'settings.store.row',
    level: 'should',
    says: 'Settings are one row of table _params in data.db: id "settings", value the settings JSON in API key order plus smtp.password and s3/backups.s3 secret keys when non-empty, created, updated.',
    probe:
      "Read pb_data/data.db: SELECT value FROM _params WHERE id='settings' after setting smtp.password -> JSON with smtp.password in clear text.",
    basis: 'observed',
  },
  {
    id: 'settings.store.encryption',
    level: 'should',
    says: 'When the process is started with --encryptionEnv=NAME and that variable holds a 32 character key, value is the base64 (standard) of nonce(12 bytes) + AES-256-GCM ciphertext+tag of the JSON; plain rows are still readable and become encrypted at the next save.',
    probe:
      'Start with the key, PATCH anything, read the row -> not JSON, base64; the API still returns the settings; starting without the key on that data dir fails at boot.',
    basis: 'observed',
  },
  {
    id: 'settings.store.encryption-of-plain',
    level: 'should',
    says: 'With --encryptionEnv plain settings are still readable and become encrypted at the next save.',
    probe:
      'Plain settings, start with the key -> the API shows them; PATCH {} -> the row is no JSON.',
    basis: 'observed',
    parent: 'settings.store.encryption',
  },
  {
    id: 'settings.store.created-on-boot',
    level: 'should',
    says: 'If the row is missing at boot it is created from the defaults.',
    probe: 'Fresh data dir after first start -> one _params row with id settings.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
