import { dirname, join } from 'node:path'
import type { Command as CommandLine } from 'commander'
import { CommandError } from '../cli/command-error.ts'
import type { Server } from '../server.ts'
import type { Command, Reply } from './messages.ts'

/**
 * The hidden command `test-server`: the server process of `startServer`. It obeys its parent over their channel, which no
 * stranger can reach, and ends with it.
 */
export const addTestServerCommand = (program: CommandLine): void => {
  program.command('test-server', { hidden: true }).action(() => {
    if (process.send === undefined) {
      throw new CommandError('test-server is started by startServer() of pocket-plumbline/testing')
    }
    obeyParent()
  })
}

let server: Server | undefined

const start = async ({ options }: Command & { readonly kind: 'start' }): Promise<Reply> => {
  const { superuser, port = 0, publicDir = join(dirname(Bun.main), 'no-public-files') } = options
  // Loaded here, as the other commands need none of it.
  const { createServer } = await import('../server.ts')
  server = createServer({ dir: ':memory:', publicDir })
  const { token } = await server.upsertSuperuser(superuser)
  await server.checkpoint()
  const { url } = await server.listen({ port })
  return { kind: 'started', url, token }
}

const obey = async (command: Command): Promise<Reply> => {
  switch (command.kind) {
    case 'start':
      return start(command)
    case 'checkpoint':
      await server?.checkpoint()
      break
    case 'reset':
      await server?.reset()
      break
    case 'stop':
      await server?.stop()
      break
    default:
      command satisfies never
  }
  return { kind: 'done' }
}

const answer = async (command: Command): Promise<void> => {
  try {
    process.send?.(await obey(command))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.send?.({ kind: 'failed', reason } satisfies Reply)
  }
}

const obeyParent = (): void => {
  let turn: Promise<void> = Promise.resolve()
  process.on('message', (command: Command) => {
    turn = turn.then(() => answer(command))
  })
  // Also when the parent dies without a word; the private directory goes with the process.
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches the whole group: the parent decides when its server ends.
  process.on('SIGINT', () => undefined)
}
