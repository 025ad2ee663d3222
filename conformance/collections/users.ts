import { conform } from '../harness/case.ts'

export const defaults = conform('collections.users.defaults', {
  lane: 'private',
  async check({ superuser, claim }) {
    const seen = await superuser.get('/api/collections/users')
    const own = 'id = @request.auth.id'
    const rules = { listRule: own, viewRule: own, createRule: '', updateRule: own, deleteRule: own }
    claim('is no system collection', seen).status(200).json('/system', false)
    for (const [rule, value] of Object.entries(rules)) claim(rule, seen).json(`/${rule}`, value)
    const names = [
      'id',
      'password',
      'tokenKey',
      'email',
      'emailVisibility',
      'verified',
      'name',
      'avatar',
      'created',
      'updated',
    ]
    claim('has ten fields', seen).length('/fields', names.length)
    for (const [index, name] of names.entries()) {
      claim(`field ${name}`, seen)
        .json(`/fields/${index}/name`, name)
        .json(`/fields/${index}/system`, index < 6)
    }
    claim('name', seen).json('/fields/6/type', 'text').json('/fields/6/max', 255)
    claim('avatar', seen)
      .json('/fields/7/type', 'file')
      .json('/fields/7/maxSelect', 1)
      .json('/fields/7/mimeTypes', [
        'image/jpeg',
        'image/png',
        'image/svg+xml',
        'image/gif',
        'image/webp',
      ])
    claim('created', seen).json('/fields/8/onCreate', true).json('/fields/8/onUpdate', false)
    claim('updated', seen).json('/fields/9/onCreate', true).json('/fields/9/onUpdate', true)
    claim('mapped fields', seen).json('/oauth2/mappedFields', {
      id: '',
      name: 'name',
      username: '',
      avatarURL: 'avatar',
    })
    claim('indexes', seen).json('/indexes', [
      'CREATE UNIQUE INDEX `idx_tokenKey__pb_users_auth_` ON `users` (`tokenKey`)',
      "CREATE UNIQUE INDEX `idx_email__pb_users_auth_` ON `users` (`email`) WHERE `email` != ''",
    ])
  },
})
