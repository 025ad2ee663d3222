import { connectRealtime } from './connect.ts'
import { subscribeRealtime } from './subscribe.ts'
import { authRealtime } from './auth.ts'
import { topicRealtime } from './topic.ts'
import { optionsRealtime } from './options.ts'
import { payloadRealtime } from './payload.ts'
import { rulesRealtime } from './rules.ts'
import { eventsRealtime } from './events.ts'
import { txRealtime } from './tx.ts'
import { orderRealtime } from './order.ts'
import { scaleRealtime } from './scale.ts'
import { realtime } from './general.ts'
import { sdkRealtime } from './sdk.ts'

/**
 * All of `realtime.*`, one module per section. What their probes call
 *
 * - SSE: `GET /api/realtime`, kept open; ID is the clientId of its PB_CONNECT event
 * - SUB(…): `POST /api/realtime` `{"clientId":ID,"subscriptions":[…]}`
 * - PUB: a base collection with a text field title whose rules are all `""`
 * - OWN: one with a relation owner to users and a text title, listRule and viewRule `owner = @request.auth.id`
 * - message TOPIC ACTION: a frame with `event:TOPIC` and data `{"record":{…},"action":"ACTION"}`
 * - no message: a later change arrives and this one has not
 */
export const realtimeRequirements = [
  ...connectRealtime,
  ...subscribeRealtime,
  ...authRealtime,
  ...topicRealtime,
  ...optionsRealtime,
  ...payloadRealtime,
  ...rulesRealtime,
  ...eventsRealtime,
  ...txRealtime,
  ...orderRealtime,
  ...scaleRealtime,
  ...realtime,
  ...sdkRealtime,
] as const
