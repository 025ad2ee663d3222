import { conformSchema } from '../collections/support.ts'

export const singleOrMultiple = conformSchema('schema.multi.single-vs-multiple', {
  lane: 'shared',
  async check({ superuser, collection, record, accepted, claim }) {
    const other = await collection()
    const target = await record(other)
    const limits = [0, 1, 2]
    const fields = limits.flatMap((maxSelect) => [
      { name: `select${maxSelect}`, type: 'select', values: ['a', 'b'], maxSelect },
      { name: `rel${maxSelect}`, type: 'relation', collectionId: other.id, maxSelect },
      { name: `file${maxSelect}`, type: 'file', maxSelect },
    ])
    const { records } = await collection({ fields })
    const empty = accepted(await superuser.post(records, {}))
    const values = limits.flatMap((limit) => [
      [`select${limit}`, 'a'],
      [`rel${limit}`, target.id],
    ])
    const full = accepted(await superuser.post(records, Object.fromEntries(values)))
    for (const limit of limits) {
      for (const kind of ['select', 'rel', 'file']) {
        const name = `${kind}${limit}`
        claim(`${name}: empty`, empty).json(`/${name}`, limit > 1 ? [] : '')
      }
      claim(`select${limit}: one`, full).json(`/select${limit}`, limit > 1 ? ['a'] : 'a')
      claim(`rel${limit}: one`, full).json(`/rel${limit}`, limit > 1 ? [target.id] : target.id)
    }
  },
})
