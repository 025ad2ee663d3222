import type { Both } from '../generated/pair.ts'
import type { Credentials, Target } from '../harness/target.ts'
import { resolveTarget } from './resolve.ts'

/** Has two targets for as long as `use` takes. Throws as {@link resolveTarget} does. */
export const withTargets = async <T>(
  specs: Both<string>,
  superuser: Credentials | undefined,
  use: (targets: Both<Target>) => Promise<T>,
): Promise<T> => {
  const targets = {
    a: await resolveTarget(specs.a, superuser),
    b: await resolveTarget(specs.b, superuser),
  }
  try {
    return await use(targets)
  } finally {
    await Promise.all([targets.a.close(), targets.b.close()])
  }
}
