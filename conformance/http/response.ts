import { conform } from '../harness/case.ts'
import { withHeader, withStatus } from '../harness/fault.ts'
import { acceptedAnswers } from './answers.ts'

export const jsonContentType = conform('http.response.json-content-type', {
  lane: 'shared',
  async check(context) {
    const answers = Object.entries(await acceptedAnswers(context))
    for (const [name, answer] of answers.filter(([, { status }]) => status !== 204)) {
      context
        .claim(name, answer)
        .status(200)
        .header('content-type', 'application/json')
        .textMatches(/^[[{][^\n]*[\]}]\n$/)
    }
  },
  mustCatch: { health: [withHeader('content-type', 'application/json; charset=utf-8')] },
})

export const noContent = conform('http.response.no-content', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, record, claim } = context
    const empty = [
      'records delete',
      'collections import',
      'collections truncate',
      'collections delete',
      'auth request verification',
      'auth request password reset',
    ]
    const answers = await acceptedAnswers(context)
    for (const [name, answer] of Object.entries(answers).filter(([key]) => empty.includes(key)))
      claim(name, answer).status(204).empty().header('content-type', undefined)
    const made = await collection()
    const { id } = await record(made)
    claim('a deleted record', await superuser.delete(`${made.records}/${id}`))
      .status(204)
      .empty()
      .header('content-type', undefined)
    claim('a truncated collection', await superuser.delete(`${made.path}/truncate`))
      .status(204)
      .empty()
      .header('content-type', undefined)
  },
})

export const createIs200 = conform('http.response.create-is-200', {
  lane: 'shared',
  async check({ guest, superuser, unique, collection, defer, claim }) {
    const { records, name } = await collection()
    const made = await guest.post(records, {})
    claim('a record', made).status(200).json('/collectionName', name).header('location', undefined)
    const other = unique('c_')
    const created = await superuser.post('/api/collections', { name: other, type: 'base' })
    defer(() => superuser.delete(`/api/collections/${other}`))
    claim('a collection', created).status(200).json('/name', other).header('location', undefined)
  },
  mustCatch: { 'a record': [withStatus(200, 201)] },
})
