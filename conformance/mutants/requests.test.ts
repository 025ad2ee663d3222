import { describe, expect, test } from 'bun:test'
import { generateRequestMutants } from './requests.ts'

const mutants = generateRequestMutants()
const at = 'http://127.0.0.1:1/api/collections/posts/records'

/** Sends one request through a mutant; what reached the server, what was answered, and whether anything went otherwise. */
const send = async (
  id: string,
  request: Request,
  answer: (request: Request) => Response = () => Response.json({ id: 'a' }),
) => {
  const mutant = mutants.find((each) => each.id === id)
  if (mutant === undefined) throw new Error(`no mutant "${id}"`)
  const seen: string[] = []
  let changes = 0
  const sendOn = mutant.fault('super', () => changes++)
  const response = await sendOn((each) => {
    const { pathname, search } = new URL(each.url)
    const caller = each.headers.get('Authorization') ?? 'guest'
    seen.push(`${each.method} ${pathname.split('/').slice(4).join('/')}${search} ${caller}`)
    return Promise.resolve(answer(each))
  })(request)
  return { seen, changes, status: response.status }
}

const refusing = ({ headers }: Request): Response =>
  headers.get('Authorization') === 'super'
    ? Response.json({ id: 'a' })
    : Response.json({}, { status: 403 })

describe('a request that is treated wrongly', () => {
  test('ids are unique', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length)
  })

  test('loses one parameter and keeps the others', async () => {
    const id = 'records.list/query/sort'
    expect(await send(id, new Request(`${at}?sort=a&page=2`))).toEqual({
      seen: ['GET records?page=2 guest'],
      changes: 1,
      status: 200,
    })
    expect((await send(id, new Request(`${at}?page=2`))).changes).toBe(0)
    expect((await send(id, new Request(`${at}/x?sort=a`))).changes).toBe(0)
  })

  test('is done by the superuser when it is refused, and only then', async () => {
    const id = 'records.create/rule/forgotten'
    const create = () => new Request(at, { method: 'POST', body: '{}' })
    expect(await send(id, create(), refusing)).toEqual({
      seen: ['POST records guest', 'POST records super'],
      changes: 1,
      status: 200,
    })
    expect((await send(id, create())).changes).toBe(0)
    const broken = await send(id, create(), () => Response.json({}, { status: 400 }))
    expect([broken.changes, broken.status]).toEqual([0, 400])
    /** A refusal with 400 for all but superusers. */
    const failing =
      (data: object) =>
      ({ headers }: Request): Response =>
        headers.get('Authorization') === 'super'
          ? Response.json({ id: 'a' })
          : Response.json({ data }, { status: 400 })
    expect((await send(id, create(), failing({}))).changes).toBe(1)
    const invalid = await send(id, create(), failing({ title: {} }))
    expect(invalid.seen).toEqual(['POST records guest'])
  })

  test('loses its token', async () => {
    const request = new Request(at, { headers: { Authorization: 'mine' } })
    expect(await send('records.list/token/ignored', request)).toEqual({
      seen: ['GET records guest'],
      changes: 1,
      status: 200,
    })
  })

  test('is answered as done and undone', async () => {
    const create = await send(
      'records.create/lost-write/nothing is created',
      new Request(`${at}?fields=id`, { method: 'POST' }),
    )
    expect(create.seen).toEqual(['POST records?fields=id guest', 'DELETE records/a super'])
    const update = await send(
      'records.update/lost-write/nothing is changed',
      new Request(`${at}/a`, { method: 'PATCH' }),
    )
    expect(update.seen).toEqual([
      'GET records/a super',
      'PATCH records/a guest',
      'PATCH records/a super',
    ])
    const remove = await send(
      'records.delete/lost-write/nothing is deleted',
      new Request(`${at}/a`, { method: 'DELETE' }),
    )
    expect(remove.seen).toEqual([
      'GET records/a super',
      'DELETE records/a guest',
      'POST records super',
    ])
    expect([create, update, remove].map(({ changes, status }) => [changes, status])).toEqual([
      [1, 200],
      [1, 200],
      [1, 200],
    ])
  })

  test('that is refused is not undone', async () => {
    const update = await send(
      'records.update/lost-write/nothing is changed',
      new Request(`${at}/a`, { method: 'PATCH' }),
      refusing,
    )
    expect(update).toEqual({
      seen: ['GET records/a super', 'PATCH records/a guest'],
      changes: 0,
      status: 403,
    })
  })
})
