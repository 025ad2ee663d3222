import type { Requirement } from '../../requirement.ts'

/** What the official client relies on. */
export const sdkRealtime = [
  {
    id: 'realtime.sdk.client-id-from-event-id',
    level: 'must',
    says: 'The official JS SDK takes its clientId from the SSE id line (lastEventId) of PB_CONNECT, so the id line must be the clientId.',
    probe: "run the SDK's subscribe against the server -> POST carries that id.",
    basis: 'unverified',
  },
  {
    id: 'realtime.sdk.topic-with-options',
    level: 'must',
    says: 'The SDK registers its listener under the exact string TOPIC?options=<encodeURIComponent(JSON)>; the event name must equal it.',
    probe:
      'pb.collection("PUB").subscribe("*", cb, {fields:"id", headers:{"X-Token":"t"}}) -> cb is called with {action, record:{id}}.',
    basis: 'unverified',
  },
  {
    id: 'realtime.sdk.reconnect',
    level: 'should',
    says: 'After a server side close the SDK reconnects and resubmits all topics by itself.',
    probe:
      'restart the server with an active SDK subscription -> messages arrive again without new subscribe calls.',
    basis: 'unverified',
  },
  {
    id: 'realtime.sdk.unsubscribe',
    level: 'should',
    says: 'SDK unsubscribe sends the reduced list (or closes the connection when nothing is left).',
    probe:
      'two topics, unsubscribe one -> POST with one topic; unsubscribe the last -> SSE closed without POST.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
