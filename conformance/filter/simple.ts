import { conform } from '../harness/case.ts'
import { refusal } from './table.ts'

export const collections = conform('filter.simple.collections', {
  lane: 'shared',
  async check({ superuser, claim, refused }) {
    const ask = (query: Readonly<Record<string, string>>) =>
      superuser.get('/api/collections', query)
    const control = await ask({ filter: "name = 'users'" })
    claim('by name', control).status(200).length('/items', 1).json('/items/0/name', 'users')
    const accepted = [
      { filter: "name ~ 'us'" },
      { filter: "type = 'auth'", sort: '-name' },
      { filter: "id != '' && created <= @now && updated <= @now && system = true" },
      { sort: 'id,created,updated,name,system,type' },
      { sort: '@random' },
      { sort: '@rowid' },
      { filter: "strftime('%Y', created) != ''" },
    ]
    for (const query of accepted) claim(JSON.stringify(query), await ask(query)).status(200)
    const closed = [
      { filter: 'listRule = null' },
      { filter: "name:lower = 'x'" },
      { filter: "fields = 'x'" },
      { filter: "name.x = 'x'" },
      { filter: "@request.method = 'GET'" },
      { filter: "@collection.users.id ?= 'x'" },
      { sort: 'schema' },
      { sort: 'fields' },
      { sort: 'name:lower' },
    ]
    for (const query of closed) {
      claim(JSON.stringify(query), refused(control, await ask(query))).error(400, refusal)
    }
  },
})

export const logs = conform('filter.simple.logs', {
  lane: 'shared',
  async check({ superuser, claim, refused }) {
    const ask = (query: Readonly<Record<string, string>>) => superuser.get('/api/logs', query)
    const control = await ask({ filter: "id != ''" })
    claim('by id', control).status(200)
    const accepted = [
      { filter: 'data.status >= 200', sort: '-created' },
      { filter: "level >= 0 && message != '' && data ~ '{'", sort: 'level,message,id,data' },
      { filter: 'data.a.b.0 = null', sort: 'data.status' },
      { sort: '@rowid' },
    ]
    for (const query of accepted) claim(JSON.stringify(query), await ask(query)).status(200)
    const closed = [
      { filter: 'nope = 1' },
      { filter: "message:lower = 'x'" },
      { filter: 'message.x = 1' },
      { filter: "@request.method = 'GET'" },
      { sort: 'nope' },
    ]
    for (const query of closed) {
      claim(JSON.stringify(query), refused(control, await ask(query))).error(400, refusal)
    }
  },
})
