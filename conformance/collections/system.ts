import { conform } from '../harness/case.ts'
import { conformSchema, updateFailed } from './support.ts'

export const flagChange = conformSchema('collections.system.flag-change', {
  lane: 'shared',
  async check({ collection, update, claim, refused }) {
    const { name } = await collection()
    const control = await update(name, { system: false })
    const system = {
      code: 'validation_collection_system_flag_change',
      message: 'System collection state cannot be changed.',
    }
    const raised = refused(control, await update(name, { system: true }))
    claim('to system', raised).error(400, updateFailed, { system })
    const lowered = refused(control, await update('_mfas', { system: false }))
    claim('from system', lowered).error(400, updateFailed, { system })
  },
})

export const defaultRules = conform('collections.system.default-rules', {
  lane: 'private',
  async check({ superuser, claim }) {
    const own =
      "@request.auth.id != '' && recordRef = @request.auth.id && collectionRef = @request.auth.collectionId"
    const deletable = { _mfas: null, _otps: null, _externalAuths: own, _authOrigins: own }
    const query = { fields: 'listRule,viewRule,createRule,updateRule,deleteRule' }
    for (const [name, deleteRule] of Object.entries(deletable)) {
      claim(name, await superuser.get(`/api/collections/${name}`, query))
        .status(200)
        .body({ listRule: own, viewRule: own, createRule: null, updateRule: null, deleteRule })
    }
  },
})
