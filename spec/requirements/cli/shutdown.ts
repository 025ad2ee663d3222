import type { Requirement } from '../../requirement.ts'

/** Stopping, gracefully or not. */
export const shutdownCli = [
  {
    id: 'cli.shutdown.graceful',
    level: 'must',
    says: 'SIGINT or SIGTERM stops accepting connections, closes realtime connections, gives in-flight requests up to 1 second, flushes pending logs, closes the databases and exits with code 0.',
    probe:
      'kill -TERM while an SSE connection is open -> connection closes, process exits 0 within about 2 s; reopening shows the last requests in the logs.',
    basis: 'observed',
  },
  {
    id: 'cli.shutdown.kill-durable',
    level: 'must',
    says: 'A killed process (SIGKILL, crash) loses no record or file whose create response was sent, and the next start on the same data directory needs no manual repair. Log entries that were still queued may be lost.',
    probe:
      'Create 20 records and a file, kill -9, start again -> everything is there and writable.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
