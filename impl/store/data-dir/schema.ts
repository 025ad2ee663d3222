/**
 * The tables of a fresh data directory and the marks of the migrations that made them, as PocketBase v0.36.6 leaves them
 * (schema.datadir.*). White space aside, SQLite keeps the same text,
 * which `open.test.ts` compares with one that PocketBase wrote.
 */

const id = "TEXT PRIMARY KEY DEFAULT ('r'||lower(hex(randomblob(7)))) NOT NULL"
const text = "TEXT DEFAULT '' NOT NULL"
const flag = 'BOOLEAN DEFAULT FALSE NOT NULL'
const insertTime = "TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%fZ')) NOT NULL"

const authIndexes = (table: string, collectionId: string): readonly string[] => [
  `CREATE UNIQUE INDEX \`idx_tokenKey_${collectionId}\` ON \`${table}\` (\`tokenKey\`)`,
  `CREATE UNIQUE INDEX \`idx_email_${collectionId}\` ON \`${table}\` (\`email\`) WHERE \`email\` != ''`,
]

export const dataSchema: readonly string[] = [
  'CREATE TABLE `_migrations` (file VARCHAR(255) PRIMARY KEY NOT NULL, applied INTEGER NOT NULL)',
  `CREATE TABLE \`_params\` (
    \`id\` ${id},
    \`value\` JSON DEFAULT NULL,
    \`created\` ${insertTime},
    \`updated\` ${insertTime}
  )`,
  `CREATE TABLE \`_collections\` (
    \`id\` ${id},
    \`system\` ${flag},
    \`type\` TEXT DEFAULT "base" NOT NULL,
    \`name\` TEXT UNIQUE NOT NULL,
    \`fields\` JSON DEFAULT "[]" NOT NULL,
    \`indexes\` JSON DEFAULT "[]" NOT NULL,
    \`listRule\` TEXT DEFAULT NULL,
    \`viewRule\` TEXT DEFAULT NULL,
    \`createRule\` TEXT DEFAULT NULL,
    \`updateRule\` TEXT DEFAULT NULL,
    \`deleteRule\` TEXT DEFAULT NULL,
    \`options\` JSON DEFAULT "{}" NOT NULL,
    \`created\` ${insertTime},
    \`updated\` ${insertTime}
  )`,
  'CREATE INDEX idx__collections_type on `_collections` (`type`)',
  `CREATE TABLE \`_mfas\` (\`collectionRef\` ${text}, \`created\` ${text}, \`id\` ${id}, \`method\` ${text}, \`recordRef\` ${text}, \`updated\` ${text})`,
  'CREATE INDEX `idx_mfas_collectionRef_recordRef` ON `_mfas` (\n  `collectionRef`,\n  `recordRef`\n)',
  `CREATE TABLE \`_otps\` (\`collectionRef\` ${text}, \`created\` ${text}, \`id\` ${id}, \`password\` ${text}, \`recordRef\` ${text}, \`sentTo\` ${text}, \`updated\` ${text})`,
  'CREATE INDEX `idx_otps_collectionRef_recordRef` ON `_otps` (\n  `collectionRef`,\n  `recordRef`\n)',
  `CREATE TABLE \`_externalAuths\` (\`collectionRef\` ${text}, \`created\` ${text}, \`id\` ${id}, \`provider\` ${text}, \`providerId\` ${text}, \`recordRef\` ${text}, \`updated\` ${text})`,
  'CREATE UNIQUE INDEX `idx_externalAuths_record_provider` ON `_externalAuths` (\n  `collectionRef`,\n  `recordRef`,\n  `provider`\n)',
  'CREATE UNIQUE INDEX `idx_externalAuths_collection_provider` ON `_externalAuths` (\n  `collectionRef`,\n  `provider`,\n  `providerId`\n)',
  `CREATE TABLE \`_authOrigins\` (\`collectionRef\` ${text}, \`created\` ${text}, \`fingerprint\` ${text}, \`id\` ${id}, \`recordRef\` ${text}, \`updated\` ${text})`,
  'CREATE UNIQUE INDEX `idx_authOrigins_unique_pairs` ON `_authOrigins` (\n  `collectionRef`,\n  `recordRef`,\n  `fingerprint`\n)',
  `CREATE TABLE \`_superusers\` (\`created\` ${text}, \`email\` ${text}, \`emailVisibility\` ${flag}, \`id\` ${id}, \`password\` ${text}, \`tokenKey\` ${text}, \`updated\` ${text}, \`verified\` ${flag})`,
  ...authIndexes('_superusers', 'pbc_3142635823'),
  `CREATE TABLE \`users\` (\`avatar\` ${text}, \`created\` ${text}, \`email\` ${text}, \`emailVisibility\` ${flag}, \`id\` ${id}, \`name\` ${text}, \`password\` ${text}, \`tokenKey\` ${text}, \`updated\` ${text}, \`verified\` ${flag})`,
  ...authIndexes('users', '_pb_users_auth_'),
]

export const auxiliarySchema: readonly string[] = [
  `CREATE TABLE \`_logs\` (
    \`id\` ${id},
    \`level\` INTEGER DEFAULT 0 NOT NULL,
    \`message\` TEXT DEFAULT "" NOT NULL,
    \`data\` JSON DEFAULT "{}" NOT NULL,
    \`created\` ${insertTime}
  )`,
  'CREATE INDEX idx_logs_level on `_logs` (`level`)',
  'CREATE INDEX idx_logs_message on `_logs` (`message`)',
  "CREATE INDEX idx_logs_created_hour on `_logs` (strftime('%Y-%m-%d %H:00:00', `created`))",
]

/** In order. PocketBase runs each one whose row is missing, and fails when its tables exist already. */
export const migrationFiles: readonly string[] = [
  '1640988000_aux_init.go',
  '1640988000_init.go',
  '1717233556_v0.23_migrate.go',
  '1717233557_v0.23_migrate2.go',
  '1717233558_v0.23_migrate3.go',
  '1717233559_v0.23_migrate4.go',
  '1763020353_update_default_auth_alert_templates.go',
]
