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
    id: 'http.message.pipelined-order',
    level: 'must',
    says: 'Each of many pipelined requests is answered in its turn, whatever the others take or are answered with.',
    probe:
      'In one packet four times: GET /api/health, GET /api/nope, a create, a list that finds what it made, a create with a broken body -> 200, 404, 200, 200, 400 each time.',
    basis: 'observed',
    parent: 'http.message.pipelined',
  },
  {
    id: 'http.message.pipelined-effects',
    level: 'must',
    says: 'A pipelined request sees what the ones before it on the connection have done.',
    probe: 'A create and a list by its title in one packet -> the list has one item.',
    basis: 'observed',
    parent: 'http.message.pipelined',
  },
  {
    id: 'http.message.pipelined-malformed',
    level: 'must',
    says: 'A malformed request is refused behind the answers to the requests before it, and nothing behind it is answered.',
    probe:
      'GET /api/nope twice, a line that is no request, GET /api/health -> 404, 404, 400, closed.',
    basis: 'observed',
    parent: 'http.message.pipelined',
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
    id: 'http.message.line-ends',
    level: 'may',
    says: 'A line of the head may end with LF alone, the empty line included.',
    probe: 'GET /api/health with every CRLF an LF, and with some of them -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.message.folded-line',
    level: 'may',
    says: 'A header line that begins with white space goes on with the value of the line before it, and counts like it.',
    probe:
      'A sign-in whose Content-Length is folded before the number, then GET /api/health -> 400 "Failed to authenticate.", 200.',
    basis: 'observed',
  },
  {
    id: 'http.message.value-blanks',
    level: 'must',
    says: 'Spaces and tabs around the value of a header do not belong to it, and all other bytes do.',
    probe:
      'listRule "@request.headers.x_name = \'voilà\'": X-Name "\\t voilà " in UTF-8, whose last byte is 0xA0 -> the records.',
    basis: 'observed',
  },
  {
    id: 'http.message.folded-first',
    level: 'must',
    says: 'White space before the first header line is refused with 400 and ends the connection.',
    probe: 'GET /api/health, " X: y", Host -> 400, closed.',
    basis: 'observed',
  },
  {
    id: 'http.message.chunk-line-ends',
    level: 'must',
    says: 'The lines of a chunked body end with CRLF; one that ends with LF alone ends the body there and the connection with its answer.',
    probe:
      'A sign-in whose chunk size, whose chunk or whose last size ends with LF, then GET /api/health -> one answer, 400, closed.',
    basis: 'observed',
    parent: 'http.message.malformed-chunk',
  },
  {
    id: 'http.message.chunk-longer',
    level: 'must',
    says: 'A chunk that is longer than its size ends the body there and the connection with its answer.',
    probe: 'A sign-in in a chunk that announces 5 bytes, then GET /api/health -> one 400, closed.',
    basis: 'observed',
    parent: 'http.message.malformed-chunk',
  },
  {
    id: 'http.message.length-beside-chunks',
    level: 'must',
    says: 'A Content-Length that would be refused alone is refused beside Transfer-Encoding, too.',
    probe: 'A chunked sign-in with Content-Length "abc", or with 3 and 4 -> 400, closed.',
    basis: 'observed',
    parent: 'http.message.length-and-chunked',
  },
  {
    id: 'http.message.length-list',
    level: 'must',
    says: 'A Content-Length that is a list is refused with 400, even of equal numbers.',
    probe: '"31, 31" -> 400, closed.',
    basis: 'observed',
    parent: 'http.message.malformed-length',
  },
  {
    id: 'http.message.version',
    level: 'should',
    says: 'A later minor version of HTTP/1 is served like HTTP/1.1, another major version refused with 505.',
    probe:
      'GET /api/health HTTP/1.2 -> 200; HTTP/2.0 -> 505, closed; HTTP/0.9 without a version -> 400.',
    basis: 'observed',
  },
  {
    id: 'http.message.empty-line-behind-post',
    level: 'may',
    says: 'An empty line between the body of a POST and the next request is read past; behind a GET it is refused with 400.',
    probe: 'A sign-in, CRLF, GET /api/health -> 400, 200; GET, CRLF, GET -> 200, 400.',
    basis: 'observed',
  },
  {
    id: 'http.message.slow-head',
    level: 'should',
    says: 'A head must be there 60 s after the connection or the answer before it, however it drips.',
    probe:
      'Nothing, "GET /api/hea", a head without its end, and a head that gets a byte every 2 s -> closed 60 s later, the second behind a 400.',
    basis: 'observed',
    unobservable: 'A minute passes before it shows; it was timed once on the real server.',
  },
  {
    id: 'http.message.slow-body',
    level: 'should',
    says: 'A body must be there 300 s after its head, however it drips; what came is answered like a body that ends there, and the connection closed.',
    probe:
      'JSON and multipart that get a byte every 2 s, and JSON that stalls -> 400 and closed 300 s later.',
    basis: 'observed',
    unobservable: 'Five minutes pass before it shows; it was timed once on the real server.',
  },
  {
    id: 'http.message.idle',
    level: 'should',
    says: 'A connection without a request is closed 300 s after its last answer.',
    probe: 'GET /api/health and silence -> closed 300 s later.',
    basis: 'observed',
    unobservable: 'Five minutes pass before it shows; it was timed once on the real server.',
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
