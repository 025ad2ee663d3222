import type { Requirement } from '../../requirement.ts'

/** Stopping, gracefully or not. */
export const shutdownCli = [
  {
    id: 'cli.shutdown.graceful',
    level: 'must',
    says: 'SIGINT or SIGTERM stops accepting connections, gives in-flight requests up to 1 second, closes the databases and exits with code 0.',
    probe:
      'kill -TERM -> the process exits 0 within about 2 s and answers no more; started again, it has what it had.',
    basis: 'observed',
  },
  {
    id: 'cli.shutdown.kill-durable',
    level: 'must',
    says: 'A killed process (SIGKILL, crash) loses no record whose create response was sent, and the next start on the same data directory needs no manual repair. Log entries that were still queued may be lost.',
    probe: 'Create 20 records, kill -9, start again -> everything is there and writable.',
    basis: 'observed',
  },
  {
    id: 'cli.shutdown.graceful-realtime',
    level: 'must',
    says: 'SIGINT or SIGTERM closes realtime connections.',
    probe:
      'kill -TERM while an SSE connection is open -> the connection closes and the process exits 0 within about 2 s.',
    basis: 'observed',
    parent: 'cli.shutdown.graceful',
  },
  {
    id: 'cli.shutdown.graceful-logs',
    level: 'must',
    says: 'SIGINT or SIGTERM flushes pending logs before the process exits.',
    probe: 'A request, kill -TERM at once, start again -> GET /api/logs shows the request.',
    basis: 'observed',
    parent: 'cli.shutdown.graceful',
  },
  {
    id: 'cli.shutdown.kill-durable-files',
    level: 'must',
    says: 'A killed process loses no file whose create response was sent.',
    probe: 'Create a record with a file, kill -9, start again -> the file is served unchanged.',
    basis: 'observed',
    parent: 'cli.shutdown.kill-durable',
  },
] as const satisfies readonly Requirement[]
