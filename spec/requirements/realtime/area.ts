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

/** All of `realtime.*`, one module per section. */
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
