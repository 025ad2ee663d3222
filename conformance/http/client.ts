import { ClientResponseError } from 'pocketbase'
import { conform } from '../harness/case.ts'
import { visit } from '../probes/browser.ts'
import { servePages } from '../probes/pages.ts'
import { openSdk, sdkScript } from '../probes/sdk.ts'

export const sdkSession = conform('http.client.sdk-session', {
  // The SDK's change of collections takes no turn among those of the suite's own clients.
  lane: 'exclusive',
  async check({ server, unique, claim, defer }) {
    const sdk = openSdk(server)
    const { email, password } = server.superuser
    const signedIn = await sdk.collection('_superusers').authWithPassword(email, password)
    claim('signs in', signedIn.record['email']).equals(email)
    const name = unique('sdk_')
    const fields = [
      { name: 'title', type: 'text', required: true },
      { name: 'rank', type: 'number' },
    ]
    const made = await sdk.collections.create({ name, type: 'base', fields })
    defer(() => sdk.collections.delete(made.id))
    claim('creates a collection', made.name).equals(name)
    const records = sdk.collection(name)
    const first = await records.create({ title: 'first', rank: 1 })
    await records.create({ title: 'second', rank: 2 })
    claim('creates a record', first['title']).equals('first')
    const page = await records.getList(1, 1, { sort: '-rank' })
    claim('lists a page', [page.totalItems, page.items[0]?.['title']]).equals([2, 'second'])
    const updated = await records.update(first.id, { 'rank+': 4 })
    claim('updates', updated['rank']).equals(5)
    const filter = sdk.filter('title = {:title}', { title: 'second' })
    claim('finds by filter', (await records.getFirstListItem(filter))['rank']).equals(2)
    const all = await records.getFullList({ sort: 'rank', batch: 1 })
    claim(
      'lists all',
      all.map((record): unknown => record['title']),
    ).equals(['second', 'first'])
    claim('deletes', await records.delete(first.id)).equals(true)
    const missing: unknown = await records.getOne(first.id).catch((error: unknown) => error)
    claim('knows a refusal', missing instanceof ClientResponseError && missing.status).equals(404)
  },
})

export const sdkInBrowser = conform('http.client.sdk-in-browser', {
  lane: 'shared',
  needs: ['browser'],
  async check({ server, collection, claim, defer }) {
    const { name } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const pages = servePages({
      'sdk.js': sdkScript(),
      'index.html': `<!doctype html><title>SDK</title><p id="shown"></p><script src="sdk.js"></script><script>
        const records = new PocketBase(${JSON.stringify(server.url)}).collection(${JSON.stringify(name)})
        records.create({ title: 'from a page' })
          .then(() => records.getList())
          .then(({ items }) => { document.title = items[0].title })
          .catch((error) => { document.title = 'refused: ' + error.message })
      </script>`,
    })
    defer(() => pages.close())
    const visited = await visit(pages.url)
    defer(() => visited.close())
    await visited.page.waitForFunction("document.title !== 'SDK'")
    claim('creates and lists across origins', await visited.page.title()).equals('from a page')
  },
})
