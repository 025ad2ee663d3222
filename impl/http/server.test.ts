import { describe, expect, test } from 'bun:test'
import { ApiError } from '../errors.ts'
import { fakeUseCases, startHttp } from './testing/fakes.ts'

const fileNotFound = '{"data":{},"message":"File not found.","status":404}\n'
const resourceNotFound =
  '{"data":{},"message":"The requested resource wasn\'t found.","status":404}\n'
const security = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
}
const asSuperuser = { headers: { authorization: 'superuser-token' } }
const asUser = { headers: { authorization: 'user-token' } }

const withCreate = (create: () => Promise<string | undefined>) => ({
  useCases: { ...fakeUseCases, records: { ...fakeUseCases.records, create } },
})

describe('health', () => {
  test('a guest learns that the server is well', async () => {
    await using server = await startHttp()
    const response = await server.send('/api/health')
    expect(response.status).toBe(200)
    expect(response.headers.toJSON()).toMatchObject({
      ...security,
      'content-type': 'application/json',
      'content-length': '51',
      vary: 'Origin',
    })
    expect(await response.text()).toBe('{"message":"API is healthy.","code":200,"data":{}}\n')
  })

  test('a superuser learns the address the server sees, any other record does not', async () => {
    await using server = await startHttp()
    const headers = {
      ...asSuperuser.headers,
      'Fly-Client-IP': '192.0.2.1',
      'X-Forwarded-For': '::1',
    }
    expect(await (await server.send('/api/%68ealth', { headers })).json()).toMatchObject({
      data: { canBackup: true, possibleProxyHeader: 'Fly-Client-IP', realIP: '127.0.0.1' },
    })
    expect(await (await server.send('/api/health', asUser)).json()).toMatchObject({ data: {} })
  })
})

describe('routing', () => {
  test.each([
    ['GET', '/api/nope', fileNotFound],
    ['GET', '/', fileNotFound],
    ['GET', '/API/health', fileNotFound],
    ['GET', '/api/health/', fileNotFound],
    ['GET', '/api/collections/posts/auth-with-password', fileNotFound],
    ['GET', '/_/nope', fileNotFound],
    ['POST', '/api/nope', resourceNotFound],
    ['PUT', '/api/health', resourceNotFound],
    ['POST', '/api/collections/posts/records/', resourceNotFound],
    ['PATCH', '/api/collections/posts/records/', resourceNotFound],
    ['POST', '/_', resourceNotFound],
  ])('%s %s has no route', async (method, path, body) => {
    await using server = await startHttp()
    const response = await server.send(path, { method })
    expect(response.status).toBe(404)
    expect(response.headers.get('allow')).toBeNull()
    expect(response.headers.toJSON()).toMatchObject({ ...security, vary: 'Origin' })
    expect(await response.text()).toBe(body)
  })

  test.each([
    ['/api/collections/%70osts/records', 'list posts'],
    ['/api/coll%65ctions/a%2Fb/records', 'list a/b'],
    ['/api/collections/a%20b/records/%C3%BC', 'view a b ü'],
    ['/api/collections/__proto__/records', 'list __proto__'],
  ])('%s is decoded segment by segment', async (path, call) => {
    await using server = await startHttp()
    expect(await (await server.send(path)).json()).toMatchObject({ call })
  })

  test.each([
    ['GET', '/api//health?x=1', '/api/health?x=1'],
    ['POST', '/api//batch', '/api/batch'],
    ['OPTIONS', '/x//y', '/x/y'],
    ['GET', '/_', '/_/'],
    ['GET', '/a//%22', '/a/%2522'],
  ])('%s %s is redirected to %s before any header of ours', async (method, path, location) => {
    await using server = await startHttp()
    const response = await server.send(path, { method })
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toBe(location)
    expect(response.headers.get('vary')).toBeNull()
    expect(response.headers.get('x-frame-options')).toBeNull()
    const link = `<a href="${location}">Temporary Redirect</a>.\n\n`
    expect(await response.text()).toBe(method === 'GET' ? link : '')
  })

  test('a request under another spelling keeps its body', async () => {
    await using server = await startHttp()
    const response = await server.send('/api/coll%65ctions/posts/records', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"a"}',
    })
    expect(await response.json()).toMatchObject({ call: 'create posts', body: { title: 'a' } })
  })

  test('HEAD answers as GET does, without the body', async () => {
    await using server = await startHttp()
    const health = await server.send('/api/health', { method: 'HEAD' })
    expect([health.status, await health.text()]).toEqual([200, ''])
    expect(health.headers.get('content-length')).toBe('51')
    const missing = await server.send('/api/nope', { method: 'HEAD' })
    expect([missing.status, await missing.text()]).toEqual([404, ''])
    expect(missing.headers.get('content-type')).toBe('application/json')
  })

  test('no payload is 204 without a content type', async () => {
    await using server = await startHttp()
    const response = await server.send('/api/collections/posts/records/x', { method: 'DELETE' })
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(response.headers.get('content-type')).toBeNull()
  })
})

describe('query', () => {
  test.each([
    ['?a=1&a=2', { a: '1' }],
    ['?a=x+y%20z&b', { a: 'x y z', b: '' }],
    ['?a=%zz&b=2', { b: '2' }],
    ['?a=1;c=3&b=2', { b: '2' }],
    ['?=1&__proto__=p', { '': '1', ['__proto__']: 'p' }],
    ['?a=%ff', { a: '\ufffd' }],
    ['?a=%C3%BC', { a: 'ü' }],
  ])('%s', async (search, query) => {
    await using server = await startHttp()
    const response = await server.send(`/api/collections/posts/records${search}`)
    const answer: unknown = await response.json()
    expect(answer).toHaveProperty('query', query)
  })

  test('`fields` cuts a success, never an error', async () => {
    await using server = await startHttp()
    expect(await (await server.send('/api/health?fields=code')).text()).toBe('{"code":200}\n')
    expect(await (await server.send('/api/nope?fields=status')).text()).toBe(fileNotFound)
  })

  test('an invalid `fields` expression leaves 200 and nothing', async () => {
    await using server = await startHttp()
    const response = await server.send('/api/health?fields=message:nope()')
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(response.headers.get('content-type')).toBe('application/json')
  })
})

describe('CORS', () => {
  const origin = 'https://a.test'

  test('every origin is allowed by default, on errors too', async () => {
    await using server = await startHttp()
    for (const path of ['/api/health', '/api/nope', '/api/collections']) {
      const response = await server.send(path, { headers: { origin } })
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
    }
    const silent = await server.send('/api/health')
    expect(silent.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('a preflight is answered 204 with the asked headers echoed and no security headers', async () => {
    await using server = await startHttp()
    const response = await server.send('/api/collections/posts/records', {
      method: 'OPTIONS',
      headers: { origin, 'Access-Control-Request-Headers': 'authorization,x-foo' },
    })
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(response.headers.toJSON()).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      'access-control-allow-headers': 'authorization,x-foo',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    })
    expect(response.headers.get('x-content-type-options')).toBeNull()
  })

  test('with a list, other origins are served without CORS headers', async () => {
    await using server = await startHttp({ origins: [origin, 'https://*.b.test'] })
    const allowed = async (from: string, method: string) => {
      const response = await server.send('/api/health', { method, headers: { origin: from } })
      return [response.status, response.headers.get('access-control-allow-origin')]
    }
    expect(await allowed(origin, 'GET')).toEqual([200, origin])
    expect(await allowed('https://x.b.test', 'GET')).toEqual([200, 'https://x.b.test'])
    expect(await allowed('https://c.test', 'GET')).toEqual([200, null])
    expect(await allowed('https://c.test', 'OPTIONS')).toEqual([204, null])
  })
})

describe('the door of superusers', () => {
  test.each([
    ['GET', '/api/collections'],
    ['POST', '/api/collections'],
    ['GET', '/api/collections/posts'],
    ['PATCH', '/api/collections/posts'],
    ['DELETE', '/api/collections/posts'],
  ])('%s %s', async (method, path) => {
    await using server = await startHttp()
    const guest = await server.send(path, { method })
    expect(guest.status).toBe(401)
    expect(await guest.json()).toMatchObject({
      message: 'The request requires valid record authorization token.',
    })
    const user = await server.send(path, { method, ...asUser })
    expect(user.status).toBe(403)
    expect(await user.json()).toMatchObject({
      message: 'The authorized record is not allowed to perform this action.',
    })
    expect((await server.send(path, { method, ...asSuperuser })).ok).toBe(true)
  })

  test('is before the body: a guest with malformed JSON is 401, a superuser 400', async () => {
    await using server = await startHttp()
    const malformed = { method: 'POST', body: '{' }
    const type = { 'content-type': 'application/json' }
    expect((await server.send('/api/collections', { ...malformed, headers: type })).status).toBe(
      401,
    )
    const headers = { ...type, ...asSuperuser.headers }
    expect((await server.send('/api/collections', { ...malformed, headers })).status).toBe(400)
  })

  test.each([
    ['superuser-token', 200],
    ['Bearer superuser-token', 200],
    ['bEARER superuser-token', 200],
    ['Bearer  superuser-token', 401],
    ['Token superuser-token', 401],
    ['garbage', 401],
  ])('Authorization: %s', async (authorization, status) => {
    await using server = await startHttp()
    const response = await server.send('/api/collections', { headers: { authorization } })
    expect(response.status).toBe(status)
  })
})

describe('errors', () => {
  const create = { method: 'POST' }
  const path = '/api/collections/posts/records'

  test('a refusal is told in full', async () => {
    const refuse = () =>
      Promise.reject(
        new ApiError({
          kind: 'invalid',
          message: 'failed to create record',
          fields: {
            title: { code: 'validation_required', message: 'cannot be blank' },
            list: { 1: { code: 'min', message: 'At least {min}?', params: { min: 3 } } },
          },
        }),
      )
    await using server = await startHttp(withCreate(refuse))
    const response = await server.send(path, create)
    expect(await response.text()).toBe(
      '{"data":{"list":{"1":{"code":"min","message":"At least {min}?","params":{"min":3}}},' +
        '"title":{"code":"validation_required","message":"Cannot be blank."}},' +
        '"message":"Failed to create record.","status":400}\n',
    )
    expect(server.defects).toEqual([])
  })

  test.each([
    ['a failing dependency', new Error('disk on fire <here>'), 400],
    ['a crash', new TypeError('undefined is not a function'), 500],
  ])('%s is answered generically and reported', async (_name, defect, status) => {
    await using server = await startHttp(withCreate(() => Promise.reject(defect)))
    const response = await server.send(path, create)
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(
      `{"data":{},"message":"Something went wrong while processing your request.","status":${status}}\n`,
    )
    expect(response.headers.toJSON()).toMatchObject(security)
    expect(server.defects).toEqual([defect])
  })

  test('markup in a message is escaped', async () => {
    const refuse = () => Promise.reject(new ApiError({ kind: 'not-found', message: '<a> & b!' }))
    await using server = await startHttp(withCreate(refuse))
    expect(await (await server.send(path, create)).text()).toBe(
      '{"data":{},"message":"\\u003ca\\u003e \\u0026 b!","status":404}\n',
    )
  })

  test('the hook before a request is not called for what the edge answers itself', async () => {
    let calls = 0
    await using server = await startHttp({ beforeRequest: () => calls++ })
    await server.send('/api/health', { method: 'OPTIONS' })
    await server.send('/api//health')
    expect(calls).toBe(0)
    await server.send('/api/health')
    expect(calls).toBe(1)
  })
})
