import { Blocked } from '../harness/blocked.ts'
import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'

type Section = Readonly<Record<string, unknown>>
type Body = Readonly<Record<string, Section>>
type Context = Pick<CaseContext, 'maker' | 'defer'>

const path = '/api/settings'

/**
 * Changes settings for the rest of the case and answers the accepted change. Every value of a section that is touched is put
 * back as it was; secrets, which nobody can read, stay as they are. Who asks for the change is the superuser of the case where
 * its answer is what is judged.
 */
export const changeSettings = async (
  { maker, defer }: Context,
  body: Body,
  asker: Client = maker,
): Promise<Exchange> => {
  const before = (await maker.get(path)).json
  const answer = await asker.patch(path, body)
  if (answer.status !== 200) throw new Blocked(`${answer.describe()} ${answer.body.slice(0, 300)}`)
  const touched = Object.fromEntries(
    Object.entries(before ?? {}).filter(([section]) => Object.hasOwn(body, section)),
  )
  defer(() => maker.patch(path, touched))
  return answer
}

export const rule = (label: string, maxRequests: number, audience = '', duration = 60) => ({
  label,
  audience,
  duration,
  maxRequests,
})

/** Turns the limiter on with these rules and no others. */
export const limit = (
  context: Context,
  ...rules: readonly ReturnType<typeof rule>[]
): Promise<Exchange> => changeSettings(context, { rateLimits: { enabled: true, rules } })
