import type { Requirement } from '../../requirement.ts'

/** System collections and the system flag. */
export const systemCollections = [
  {
    id: 'collections.system.flag-change',
    level: 'must',
    says: 'The system flag of an existing collection cannot be changed in either direction.',
    probe:
      'SU PATCH users {"system":true} and SU PATCH _mfas {"system":false} -> 400 data.system {"code":"validation_collection_system_flag_change","message":"System collection state cannot be changed."}.',
    basis: 'observed',
  },
  {
    id: 'collections.system.default-rules',
    level: 'must',
    says: 'Default rules of _mfas, _otps, _externalAuths, _authOrigins - listRule and viewRule "@request.auth.id != \'\' && recordRef = @request.auth.id && collectionRef = @request.auth.collectionId", createRule and updateRule null; deleteRule is that same expression for _externalAuths and _authOrigins and null for _mfas and _otps.',
    probe: 'Fresh instance, SU GET each collection.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
