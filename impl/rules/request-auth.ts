import { input, sql } from './fragment.ts'
import { joinRow } from './joins.ts'
import { nullOperand, type Operand } from './operand.ts'
import { resolvePath } from './path.ts'
import type { AuthRecord } from './query.ts'
import { requestValue } from './request-value.ts'
import type { Scope } from './scope.ts'

/** What the token's record shows of itself without being read again. */
const known: ReadonlyMap<string, (auth: AuthRecord) => unknown> = new Map<
  string,
  (auth: AuthRecord) => unknown
>([
  ['id', (auth) => auth.id],
  ['collectionId', (auth) => auth.collection.id],
  ['collectionName', (auth) => auth.collection.name],
  ['email', (auth) => auth.values['email']],
  ['emailVisibility', (auth) => auth.values['emailVisibility']],
  ['verified', (auth) => auth.values['verified']],
])

/** `@request.auth.<path>`: everything is null for guests; fields are read from the caller's row as it is now. */
export const authOperand = (scope: Scope, path: string): Operand => {
  const collection = scope.env.authCollection()
  if (collection === undefined) return nullOperand
  const read = known.get(path)
  if (read !== undefined) {
    return requestValue(scope.env, ({ auth }) => (auth === undefined ? undefined : read(auth)))
  }
  const id = input(({ request }) => request.auth?.id ?? null)
  const row = joinRow(scope.joins, collection, {
    key: `${scope.base.path}@request.auth`,
    parent: undefined,
    many: false,
    where: (alias) => sql`${alias}.id = ${id}`,
  })
  return resolvePath(scope, row, path, { lenient: true })
}
