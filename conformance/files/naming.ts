import { conform } from '../harness/case.ts'

export const fileNaming = conform('files.naming.pattern', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'doc', type: 'file' }] })
    const upload = () =>
      guest.send('POST', records, {
        multipart: [['doc', { name: 'My Photo!.txt', content: 'hi' }]],
      })
    const [first, second] = [await upload(), await upload()]
    claim('is snake case with a random end', first.at('/doc')).matches(
      /^my_photo_[a-z0-9]{10}\.txt$/,
    )
    claim('differs each time', second.at('/doc')).differs(first.at('/doc'))
  },
})
