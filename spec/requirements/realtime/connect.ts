import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Connect' } as const

/** Opening a stream: headers, frames, timeouts. */
export const connectRealtime = [
  {
    id: 'realtime.connect.public',
    level: 'must',
    says: 'GET /api/realtime needs no authentication, answers 200 and keeps the connection open.',
    probe: 'guest GET -> 200, stream stays open.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.connect.headers',
    level: 'must',
    says: 'Response headers are Content-Type "text/event-stream" (no charset), Cache-Control "no-store" and X-Accel-Buffering "no" (plus the common security headers of every response).',
    probe: 'GET -> compare the three header values exactly.',
    basis: 'observed',
  },
  {
    id: 'realtime.connect.first-frame',
    level: 'must',
    says: 'Immediately the frame "id:<ID>\\nevent:PB_CONNECT\\ndata:{\\"clientId\\":\\"<ID>\\"}\\n\\n" is sent and flushed. There is no space after the colons.',
    probe: 'read the first bytes -> exactly that text.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.connect.client-id-format',
    level: 'must',
    says: 'clientId is 40 random characters [A-Za-z0-9], different for each connection (also for reconnects).',
    probe: 'two connections -> two ids matching ^[A-Za-z0-9]{40}$, different.',
    basis: 'observed',
  },
  {
    id: 'realtime.connect.frame-format',
    level: 'must',
    says: 'Every later message is one frame of exactly three lines in the order id, event, data followed by an empty line; id is always the clientId, event is the subscription string, data is one line of JSON. Frames are flushed one by one.',
    probe: 'SUB PUB/*, create a record -> "id:<ID>\\nevent:PUB/*\\ndata:{...}\\n\\n".',
    basis: 'unverified',
  },
  {
    id: 'realtime.connect.no-keepalive',
    level: 'must',
    says: 'The server sends no heartbeat, comment or retry lines; an idle connection carries no bytes after PB_CONNECT.',
    probe: 'stay connected 60 s without events -> no further bytes.',
    basis: 'unverified',
  },
  {
    id: 'realtime.connect.idle-timeout',
    level: 'must',
    says: 'A connection that got no message for 5 minutes is closed by the server (normal end of the response - the terminating chunk, the TCP connection may stay open for keep-alive - and no special event). The timer starts after PB_CONNECT and restarts with each message delivered; POST /api/realtime does not restart it.',
    probe:
      'idle connection -> end of the response after 300 s (+ a small delta) even with SUB calls in between; then POST with its ID -> 404. (slow)',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.connect.long-lived',
    level: 'must',
    says: 'A connection receiving at least one message every 5 minutes has no maximum age.',
    probe: 'one event every 4 minutes for 12 minutes -> still open. (slow)',
    basis: 'unverified',
  },
  {
    id: 'realtime.connect.auth-ignored',
    level: 'must',
    says: 'An Authorization header (or none) on the GET does not bind any auth; only the POST does.',
    probe:
      'GET with superuser token, SUB without token on a collection with listRule null -> no message on create.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.connect.disconnect-cleanup',
    level: 'must',
    says: 'When the connection ends (client close, idle timeout, server shutdown) its clientId is forgotten at once with all subscriptions.',
    probe: 'close SSE, SUB -> ERR(404,"Missing or invalid client id.").',
    basis: 'unverified',
  },
  {
    id: 'realtime.connect.multiple',
    level: 'must',
    says: 'Any number of connections of the same user/host coexist independently.',
    probe: 'two SSE both SUB PUB/* -> both get each message, each with its own id line.',
    basis: 'unverified',
  },
  {
    id: 'realtime.connect.head',
    level: 'may',
    says: 'HEAD /api/realtime answers 200 with the headers of the GET and no body.',
    probe: 'HEAD -> 200, Content-Type text/event-stream, no bytes after the header.',
    basis: 'unverified',
  },
  {
    id: 'realtime.connect.unsupported-methods',
    level: 'should',
    says: 'Other methods than GET and POST (and HEAD/OPTIONS handling) answer the generic 404 "The requested resource wasn\'t found.".',
    probe: 'PUT and DELETE /api/realtime -> ERR(404, that message).',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
