import type { Requirement } from '../../requirement.ts'

/** The superuser command. */
export const superuserCli = [
  {
    id: 'cli.superuser.group',
    level: 'should',
    says: '`superuser` without (or with an unknown) sub-command prints its help - sub-commands create, delete, otp, update, upsert - and exits 0.',
    probe: '`pocketbase superuser` -> help text listing the five.',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.args',
    level: 'should',
    says: 'create, upsert and update need exactly two arguments EMAIL PASSWORD; otherwise (fewer or more) "Error: missing email and password arguments". An empty or malformed email is "Error: missing or invalid email address".',
    probe:
      '`superuser create a@b.co` -> first message; `superuser create bad 1234567890` -> second; no record created.',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.create',
    level: 'must',
    says: '`superuser create EMAIL PASS` creates a verified superuser and prints `Successfully created new superuser "EMAIL"!` to stdout. A duplicate email or invalid password (min 8 characters) prints "Error: failed to create new superuser account: ..." and creates nothing.',
    probe:
      'Create, then POST /api/collections/_superusers/auth-with-password -> 200. Repeat -> error line. Password "1234567" -> error line.',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.upsert',
    level: 'must',
    says: '`superuser upsert EMAIL PASS` creates the superuser or, if the email exists, changes its password (invalidating its earlier tokens); prints `Successfully saved superuser "EMAIL"!`; failures print "Error: failed to upsert superuser account: ...".',
    probe:
      'Run twice with different passwords -> login works only with the second one; record count 1.',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.update',
    level: 'must',
    says: '`superuser update EMAIL PASS` changes the password; prints `Successfully changed superuser "EMAIL" password!`. Unknown email - `Error: superuser with email "EMAIL" doesn\'t exist`. Invalid password - `Error: failed to change superuser "EMAIL" password: ...`.',
    probe: 'Update existing -> login with the new password works; update unknown -> that error.',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.delete',
    level: 'must',
    says: '`superuser delete EMAIL` deletes it and prints `Successfully deleted superuser "EMAIL"!`. Missing/malformed email - "Error: invalid or missing email address". Unknown email is not an error - stdout `superuser "EMAIL" is missing or already deleted`. The only remaining superuser cannot be deleted (`Error: failed to delete superuser "EMAIL": You can\'t delete the only existing superuser.`).',
    probe:
      'Two superusers, delete one -> success; delete the last -> error; delete unknown -> notice.',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.otp',
    level: 'should',
    says: '`superuser otp EMAIL` creates an OTP for the superuser without sending mail and prints `Successfully created OTP for superuser "EMAIL":` and lines "├─ Id:    ID", "├─ Pass:  DIGITS", "└─ Valid: Ns". Unknown email - `Error: superuser with email "EMAIL" doesn\'t exist`; when OTP is not enabled on _superusers (default) - "Error: OTP auth is not enabled for the _superusers collection". A missing or malformed email is "Error: invalid or missing email address".',
    probe:
      'Default install -> that error. After PATCH _superusers otp.enabled true -> printed Id/Pass (otp.length digits) accepted by POST /api/collections/_superusers/auth-with-otp (then MFA is required).',
    basis: 'observed',
  },
  {
    id: 'cli.superuser.concurrent-with-serve',
    level: 'must',
    says: 'The superuser commands work on the same --dir while a server is running; the server honours the change immediately.',
    probe:
      'serve running, `superuser upsert b@b.co 1234567890` -> login through the running server succeeds.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
