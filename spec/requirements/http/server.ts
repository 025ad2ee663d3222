import type { Requirement } from '../../requirement.ts'

/** Transport: timeouts and protocol versions. */
export const serverHttp = [
  {
    id: 'http.server.timeouts',
    level: 'may',
    says: 'Read timeout (whole request) and write timeout are 5 minutes, header read timeout 1 minute, keep-alive idle timeout 5 minutes; the realtime (SSE) connection has no write deadline.',
    probe:
      'Open a TCP connection, send a partial request header and stall -> connection closed after about 60 s.',
    basis: 'unverified',
  },
  {
    id: 'http.server.http2',
    level: 'may',
    says: 'HTTP/2 is available only over TLS (ALPN); plain HTTP is HTTP/1.1 only (no h2c). TLS minimum version is 1.2.',
    probe: 'HTTP/2 prior-knowledge on the plain port fails; HTTP/1.1 keep-alive works.',
    basis: 'observed',
  },
  {
    id: 'http.server.connection-close',
    level: 'should',
    says: 'The answer to a request with "Connection: close" carries `Connection: close` itself and is the last one on that connection; otherwise the connection stays open and no answer to HTTP/1.1 carries the header.',
    probe:
      'Over one TCP connection, GET /api/health with Connection: close -> the header in the answer, then the end of the connection; without it -> no such header.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
