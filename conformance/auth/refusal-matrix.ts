import vectors from '../../spec/vectors/token-refusals.json' with { type: 'json' }
import { type CaseContext, conform } from '../harness/case.ts'
import {
  askMatrix,
  confirmEndpoints,
  createSide,
  headerEndpoints,
  kinds,
} from './refusals/matrix.ts'
import { byCondition, type Refusals } from './refusals/vectors.ts'

const published: Refusals = vectors.matrix

/** `accepting` names whose tokens of which kind are accepted: cells that agree on refusing everything prove nothing. */
const compare =
  (endpoints: typeof headerEndpoints, accepting: readonly string[]) =>
  async ({ server, guest, superuser, maker, claim }: CaseContext): Promise<void> => {
    const side = await createSide(server, { guest, superuser, maker })
    const accepted: string[] = []
    await askMatrix(side, endpoints, ({ endpoint, caller, kind, answers }) => {
      const expected = byCondition(published[endpoint]?.[caller]?.[kind] ?? {})
      claim(`${endpoint}, ${caller}: ${kind} tokens`, answers).equals(expected)
      if (answers['valid']?.startsWith('2') === true) {
        accepted.push(`${endpoint}, ${caller}: ${kind}`)
      }
    })
    claim('what is accepted', accepted).equals(accepting)
  }

export const headerMatrix = conform('auth.token.refusal-matrix-header', {
  lane: 'private',
  needs: ['private', 'data-dir'],
  check: compare(headerEndpoints, [
    'auth-refresh, a user: auth',
    'auth-refresh, a superuser: auth',
    // The list is open to anybody, so a token of another kind is nobody's.
    ...kinds.map((kind) => `records, a user: ${kind}`),
    'records, a superuser: auth',
    'files/token, a user: auth',
    'files/token, a superuser: auth',
  ]),
})

export const confirmMatrix = conform('auth.token.refusal-matrix-confirm', {
  lane: 'private',
  needs: ['private', 'data-dir'],
  check: compare(
    confirmEndpoints,
    [
      'confirm-verification: verification',
      'confirm-password-reset: passwordReset',
      'confirm-email-change: emailChange',
    ].flatMap((accepted) =>
      ['nobody', 'somebody else', 'a superuser'].map((caller) =>
        accepted.replace(':', `, ${caller}:`),
      ),
    ),
  ),
})
