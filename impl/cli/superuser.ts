import type { Command } from 'commander'
import { openApp, type App } from '../app.ts'
import { authOptionsOf } from '../auth/collection.ts'
import { ApiError, type FieldIssue, type FieldIssues } from '../errors.ts'
import { asOwner } from '../records/owner.ts'
import { superusers } from '../records/superusers.ts'
import { isEmail } from '../values/email.ts'
import { CommandError } from './command-error.ts'
import { addGlobalFlags, appOptions, type Environment, type GlobalFlags } from './flags.ts'
import {
  createSuperuser,
  findSuperuser,
  findSuperuserId,
  setPassword,
  upsertSuperuser,
} from './owner.ts'

type Say = (line: string) => void

/** `superuser create|upsert|update|delete|otp` (cli.superuser.*); works beside a running server on the same directory. */
export const addSuperuserCommand = (program: Command, say: Say, env: Environment): void => {
  const group = program.command('superuser').description('Manage superusers')
  // An unknown sub-command shows the same help (cli.superuser.group).
  group.argument('[args...]').usage('[command]')
  group.action(() => group.outputHelp())
  const add = (
    name: string,
    description: string,
    run: (app: App, args: readonly string[]) => Promise<void>,
  ): void => {
    addGlobalFlags(group.command(name).description(description))
      .argument('[args...]')
      .action(async (args: readonly string[], _options: unknown, command: Command) => {
        const flags = command.optsWithGlobals<GlobalFlags>()
        const app = openApp(appOptions(flags, env))
        try {
          await run(app, args)
        } finally {
          await app.close()
        }
      })
  }
  add('create', 'Creates a new superuser', async (app, args) => {
    const [email, password] = requireCredentials(args)
    await explain('failed to create new superuser account', () =>
      createSuperuser(app, email, password),
    )
    say(`Successfully created new superuser "${email}"!`)
  })
  add('upsert', 'Creates, or updates if email exists, a single superuser', async (app, args) => {
    const [email, password] = requireCredentials(args)
    await explain('failed to upsert superuser account', () => upsertSuperuser(app, email, password))
    say(`Successfully saved superuser "${email}"!`)
  })
  add('update', 'Changes the password of a single superuser', async (app, args) => {
    const [email, password] = requireCredentials(args)
    const id = await findSuperuserId(app, email)
    if (id === undefined) throw unknownSuperuser(email)
    const failure = `failed to change superuser "${email}" password`
    await explain(failure, () => setPassword(app, id, password))
    say(`Successfully changed superuser "${email}" password!`)
  })
  add('delete', 'Deletes an existing superuser', async (app, args) => {
    const email = requireEmail(args[0], 'invalid or missing email address')
    const id = await findSuperuserId(app, email)
    if (id === undefined) return say(`superuser "${email}" is missing or already deleted`)
    const failure = `failed to delete superuser "${email}"`
    await explain(failure, () => app.useCases.records.delete(superusers, id, asOwner()))
    say(`Successfully deleted superuser "${email}"!`)
  })
  add('otp', 'Creates a new OTP for the specified superuser', async (app, args) => {
    const email = requireEmail(args[0], 'invalid or missing email address')
    const record = await findSuperuser(app, email)
    if (record === undefined) throw unknownSuperuser(email)
    const { enabled, duration } = authOptionsOf(record.collection).otp
    if (!enabled) throw new CommandError('OTP auth is not enabled for the _superusers collection')
    const { id, code } = await app.issueOtp(record)
    say(`Successfully created OTP for superuser "${email}":`)
    say(`├─ Id:    ${id}\n├─ Pass:  ${code}\n└─ Valid: ${duration}s\n`)
  })
}

const requireEmail = (email: string | undefined, message: string): string => {
  if (email === undefined || !isEmail(email)) throw new CommandError(message)
  return email
}

const requireCredentials = (args: readonly string[]): readonly [string, string] => {
  const [email, password] = args
  if (args.length !== 2 || email === undefined || password === undefined) {
    throw new CommandError('missing email and password arguments')
  }
  return [requireEmail(email, 'missing or invalid email address'), password]
}

const unknownSuperuser = (email: string): CommandError =>
  new CommandError(`superuser with email "${email}" doesn't exist`)

/** Runs a use case and words its refusal as the command line does: `what: field: Message.` */
const explain = async (what: string, run: () => Promise<unknown>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw new CommandError(`${what}: ${reasonOf(error)}`, { cause: error })
  }
}

const reasonOf = ({ refusal }: ApiError): string => {
  if (refusal.kind !== 'invalid') return refusal.message ?? refusal.kind
  // The confirmation is ours to give, so nothing about it is the caller's to hear.
  const fields = Object.entries(refusal.fields ?? {}).filter(([name]) => name !== 'passwordConfirm')
  if (fields.length === 0) return refusal.message ?? refusal.kind
  const sentences = fields.map(([name, issue]) => `${name}: ${messageOf(issue)}`)
  return `${sentences.join('; ')}.`
}

const messageOf = (issue: FieldIssue | FieldIssues): string => {
  const { code, message } = issue
  if (typeof message !== 'string') return 'invalid'
  // On the wire sentences begin with a capital letter; this one does not have it by itself.
  const text = code === 'validation_required' ? message.toLowerCase() : message
  return text.replace(/\.$/, '')
}
