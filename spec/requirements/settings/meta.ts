import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of the application: name, URL, sender. */
export const metaSettings = [
  {
    id: 'settings.meta.app-name',
    level: 'must',
    says: 'meta.appName is required and at most 255 bytes; it is stored verbatim (not trimmed).',
    probe:
      '"" -> {"code":"validation_required","message":"Cannot be blank."}; 256 chars -> {"code":"validation_length_out_of_range","message":"The length must be between 1 and 255.","params":{"max":255,"min":1}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.meta.app-url',
    level: 'must',
    says: 'meta.appURL is required and must be a URL; a scheme is optional when the host has a dot or a port is given. Three characters are too few.',
    probe:
      '"" -> validation_required; "test" and "x.y" -> {"code":"validation_is_url","message":"Must be a valid URL."}; "x.yz", "https://example.com", "example.com" and "localhost:8090" -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.meta.app-url-not-normalized',
    level: 'should',
    says: 'The submitted appURL is stored verbatim (a trailing slash is kept).',
    probe: 'PATCH appURL "http://a.test/" -> returned as "http://a.test/".',
    basis: 'observed',
  },
  {
    id: 'settings.meta.sender-name',
    level: 'must',
    says: 'meta.senderName is required and at most 255 bytes, with the same errors as appName.',
    probe:
      '"" -> validation_required; 256 chars -> validation_length_out_of_range with params {"max":255,"min":1}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.meta.sender-address',
    level: 'must',
    says: 'meta.senderAddress is required and must be a bare email address whose domain has a dot; nothing is trimmed.',
    probe:
      '"" -> validation_required; "invalid" -> {"code":"validation_is_email","message":"Must be a valid email address."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.meta.hide-controls',
    level: 'should',
    says: 'meta.hideControls is a plain boolean with no effect on the API.',
    probe: 'PATCH {"meta":{"hideControls":true}} -> 200 and collection endpoints still work.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
