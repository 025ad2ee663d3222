import type { Requirement } from '../../requirement.ts'

/** Messages and transactions. */
export const txRealtime = [
  {
    id: 'realtime.tx.after-commit',
    level: 'must',
    says: 'Changes made in a transaction (batch, cascade, truncate, OAuth2 sign-up) publish only after the commit.',
    probe: 'batch of two creates -> on each message GET of both records already answers 200.',
    basis: 'unverified',
  },
  {
    id: 'realtime.tx.rollback',
    level: 'must',
    says: 'A rolled back transaction publishes nothing.',
    probe: 'batch [valid create, invalid create] -> 400 and no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.tx.batch-each',
    level: 'must',
    says: 'A successful batch publishes one message per affected record operation, with the record state of that operation.',
    probe: 'batch create+update of different records -> one create and one update.',
    basis: 'unverified',
  },
  {
    id: 'realtime.tx.batch-create-then-delete',
    level: 'should',
    says: 'Rules and filters of batched creates/updates are checked on the final committed state and those of deletes on the state before the transaction. So a record created and deleted in the same batch gives messages only where no database check is needed (empty rule or superuser, and no filter).',
    probe:
      'batch create+delete of the same id - PUB (rule "") -> create and delete; OWN as owner -> none.',
    basis: 'unverified',
  },
  {
    id: 'realtime.tx.sync-evaluation',
    level: 'should',
    says: 'Access checks happen before the write request is answered; delivery is asynchronous, so a message may arrive shortly before or after the HTTP response.',
    probe: 'do not assert an order between the response and the message.',
    basis: 'unverified',
    unobservable:
      'Delivery may come before or after the answer, so no order of the two contradicts the sentence.',
  },
] as const satisfies readonly Requirement[]
