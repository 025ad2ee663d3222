import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Impersonate' } as const

/** Impersonation by superusers: tokens that cannot be refreshed, their duration and revocation. */
export const impersonateAuth = [
  {
    id: 'auth.impersonate.success',
    level: 'must',
    says: 'SU POST /api/collections/{col}/impersonate/{id} answers 200 with the auth response of that record and a non-refreshable token; the body is optional.',
    probe:
      'No body -> 200; token exp is now + authToken.duration; the token authenticates as the user.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.impersonate.superuser-only',
    level: 'must',
    says: 'Guests get 401 and non-superusers (the record itself included) 403, before the collection or record is looked up.',
    probe:
      'guest -> ERR(401, "The request requires valid record authorization token."); users token -> ERR(403, "The authorized record is not allowed to perform this action."); guest on an unknown collection -> 401.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.impersonate.not-found',
    level: 'must',
    says: 'Unknown or non-auth collection and unknown record answer 404 with different messages.',
    probe:
      'SU on /missing/impersonate/x or a base collection -> ERR(404, "Missing or invalid auth collection context."); unknown id -> ERR(404, "The requested resource wasn\'t found.").',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.impersonate.duration',
    level: 'must',
    says: "duration is a number of seconds; 0, null or missing means the collection's authToken.duration. There is no upper limit.",
    probe:
      '{"duration":100} -> exp about now+100; {"duration":0} -> exp about now+authToken.duration; {"duration":200000000} -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.impersonate.duration-invalid',
    level: 'must',
    says: 'A negative duration is a validation error; a non-integer JSON value is a body error.',
    probe:
      '{"duration":-1} -> ERR(400, "An error occurred while validating the submitted data.", {"duration":{"code":"validation_min_greater_equal_than_required","message":"Must be no less than 0.","params":{"threshold":0}}}); {"duration":"100"} or 1.5 -> ERR(400, "An error occurred while loading the submitted data."); multipart duration=100 -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.impersonate.bypasses',
    level: 'must',
    says: 'Impersonation ignores authRule, MFA and disabled auth methods, sends no alert and creates no auth origin.',
    probe: 'authRule null and MFA enabled - impersonate -> 200 with token.',
    basis: 'observed',
  },
  {
    id: 'auth.impersonate.superuser-target',
    level: 'should',
    says: 'Superuser records can be impersonated too.',
    probe:
      'SU POST /api/collections/_superusers/impersonate/SUID {"duration":60} -> 200; the token has superuser access.',
    basis: 'observed',
  },
  {
    id: 'auth.impersonate.revocation',
    level: 'must',
    says: 'Impersonation tokens are ordinary auth tokens of the record; a tokenKey or authToken secret change revokes them.',
    probe: "Impersonate, change the user's password -> the impersonation token is a guest.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
