import type { Requirement } from '../../requirement.ts'

/** Values of url fields. */
export const urlValues = [
  {
    id: 'values.url.format',
    level: 'must',
    says: 'url is cast like text and not trimmed. A non-empty invalid value: code "validation_invalid_url", message "Must be a valid url.". The scheme is optional; allowed schemes are http, https, ftp, tcp, udp, ws, wss.',
    probe:
      '"abc", "a.b", "https://", "ssh://a.com", "://x", " https://example.com", "https://exa mple.com" -> that error; "https://example.com/a?b=c#d", "http://localhost:8080", "http://a", "example.com", "127.0.0.1:8090" -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.url.domains',
    level: 'must',
    says: 'The URL host including an explicit port must be in onlyDomains (if set) and not in exceptDomains (if set), compared exactly: code "validation_url_domain_not_allowed", message "Url domain is not allowed.". A value without scheme has an empty host.',
    probe:
      'onlyDomains ["example.com"]: "https://example.com/x" -> 200; "https://example.com:8080", "https://www.example.com", "example.com" -> that error. exceptDomains ["example.com"]: "https://example.com" -> error, "example.com" -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.url.domains-ip-port-no-scheme',
    level: 'may',
    says: 'With onlyDomains or exceptDomains set, a value accepted by the format check that the URL parser rejects (digits first, port, no scheme) ends in the internal error handler - 500 "Something went wrong while processing your request.", nothing is stored. A clean 400 is as good.',
    probe:
      'onlyDomains ["example.com"], value "127.0.0.1:8090" -> 500 or 400 (validation_url_domain_not_allowed), and no record.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
