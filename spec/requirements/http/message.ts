import type { Requirement } from '../../requirement.ts'

/** What HTTP clients hide: requests as bytes on a connection (RFC 9112). */
export const messageHttp = [
  {
    id: 'http.message.split',
    level: 'must',
    says: 'A request is the same however its bytes are cut into packets.',
    probe:
      'POST .../auth-with-password sent byte by byte -> the same answer as in one piece; a head cut in the middle of its line end, too.',
    basis: 'observed',
  },
  {
    id: 'http.message.pipelined',
    level: 'must',
    says: 'Requests that follow each other on one connection without waiting are answered in their order, each with its own body.',
    probe:
      'GET /api/health, POST /nope and a sign-in with a body, sent at once -> 200, 404 and 400 in this order.',
    basis: 'observed',
  },
  {
    id: 'http.message.chunked',
    level: 'must',
    says: 'A chunked body is read like one with a length: chunk extensions are ignored, sizes are hexadecimal in either letter case, and chunks may be cut anywhere.',
    probe:
      'A sign-in in two chunks, the second with ";ext=1" -> the same answer as with a Content-Length.',
    basis: 'observed',
  },
  {
    id: 'http.message.chunked-trailer',
    level: 'may',
    says: 'Trailer fields behind the last chunk are read past.',
    probe:
      'A chunked sign-in with a trailer field, then GET /api/health on the same connection -> two answers, the second 200.',
    basis: 'observed',
  },
  {
    id: 'http.message.malformed-chunk',
    level: 'must',
    says: 'A chunk size that is no hexadecimal number, is negative or has more than 64 bits ends the request with 400 and the connection with it.',
    probe: 'Sizes "zz", "-1" and "ffffffffffffffffff" -> 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.duplicate-length',
    level: 'must',
    says: 'Equal Content-Length lines count as one; different ones are refused with 400 and the connection is closed.',
    probe: 'Content-Length 31 twice -> answered; 31 and 3 -> 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.malformed-length',
    level: 'must',
    says: 'A Content-Length that is no plain decimal number is refused with 400 and the connection is closed.',
    probe: '"-1", "+5", "abc", "1e1", "0x5", "5 5", "" and a number beyond 64 bits -> 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.unknown-coding',
    level: 'must',
    says: 'A Transfer-Encoding other than chunked alone is refused (400 or 501) and the connection is closed, so that nothing behind it is taken for a request.',
    probe:
      '"gzip, chunked", "identity", "xchunked" and chunked twice, each followed by GET /api/health -> one answer, 400 or 501, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.length-and-chunked',
    level: 'must',
    says: 'A request with both Content-Length and Transfer-Encoding is read by its chunks or refused with 400; the length never decides where the next request begins.',
    probe:
      'A chunked sign-in that declares 4 bytes, followed by GET /api/health -> the answers 400 and 200, or one 400 and the end of the connection.',
    basis: 'observed',
  },
  {
    id: 'http.message.surplus',
    level: 'must',
    says: 'What follows the declared length is a request of its own, and a malformed one is refused with 400 and ends the connection.',
    probe:
      'A body of 2 bytes followed by "garbage" and an empty line -> the answer of the request, then 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.absolute-uri',
    level: 'must',
    says: 'The absolute form of a request target is served by its path, whatever host it names.',
    probe: 'GET http://other.test/api/health?fields=code -> 200 {"code":200}.',
    basis: 'observed',
  },
  {
    id: 'http.message.http10',
    level: 'must',
    says: 'A client of HTTP/1.0 needs no Host, and its connection is closed behind the answer.',
    probe:
      'GET /api/health HTTP/1.0 without headers -> 200, closed; a sign-in with a length -> 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.half-closed',
    level: 'must',
    says: 'A client that ends its side of the connection behind a complete request still gets the answer.',
    probe: 'GET /api/health and a sign-in, each followed by FIN -> 200 and 400.',
    basis: 'observed',
  },
  {
    id: 'http.message.half-closed-body',
    level: 'may',
    says: 'A body that ends before its declared length is answered as far as it came.',
    probe: 'A sign-in that declares 200 bytes, 31 bytes and FIN -> 400 "Failed to authenticate.".',
    basis: 'observed',
  },
  {
    id: 'http.message.host',
    level: 'must',
    says: 'A request of HTTP/1.1 has exactly one Host with a valid name; anything else is refused with 400.',
    probe: 'No Host, two of them, "a b", "a@b" and "a/b" -> 400.',
    basis: 'observed',
  },
  {
    id: 'http.message.malformed-head',
    level: 'must',
    says: 'A head that is not HTTP is refused with 400 and the connection is closed: a header line without a colon, with white space before it or without a name, control characters in a value, a method with a separator in it, bytes that are no request line.',
    probe: 'Each of them -> 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.head-size',
    level: 'must',
    says: 'A head of up to about 1 MiB is read; a larger one is refused with 431 and the connection is closed.',
    probe: 'A header of 900,000 bytes -> 200; of 1,200,000 bytes -> 431, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.head-lines',
    level: 'may',
    says: 'The number of header lines is bounded by the size of the head alone.',
    probe: 'GET /api/health with 10,000 header lines -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.message.expect-continue',
    level: 'should',
    says: 'A client that waits for it is told to go on (100) before its body is read.',
    probe:
      'A sign-in with Expect: 100-continue whose body follows the 100 -> 400 "Failed to authenticate.".',
    basis: 'observed',
  },
  {
    id: 'http.message.upgrade-ignored',
    level: 'should',
    says: 'An offer to change the protocol (h2c, websocket) is not taken: the request is answered as it is.',
    probe: 'GET /api/health with Upgrade: h2c, and with Upgrade: websocket -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.message.any-method',
    level: 'should',
    says: 'Every token is a method, and one that no route has is an unknown route: 404.',
    probe:
      'FOO and get (lower case) on /api/health -> 404 "The requested resource wasn\'t found.".',
    basis: 'observed',
  },
  {
    id: 'http.message.survives',
    level: 'must',
    says: 'Whatever a client sends, others are served: connections that stall in their head or their body, that end in the middle, and that send bytes that are no HTTP.',
    probe:
      '300 connections that stall, 100 that are reset in the middle of a body, and 100 of random bytes; beside and behind them GET /api/health -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
