import { conform } from '../harness/case.ts'
import { refusal } from './table.ts'

export const generic400 = conform('filter.error.generic-400', {
  lane: 'shared',
  async check({ claim, guest, collection, refused }) {
    const { records } = await collection({
      fields: [
        { name: 'title', type: 'text' },
        { name: 'secret', type: 'text', hidden: true },
      ],
    })
    const control = await guest.get(records, { filter: "title = 'a'", sort: 'title', page: '1' })
    const text = `{"data":{},"message":"${refusal}","status":400}\n`
    const queries = {
      'an unknown field': { filter: 'nope=1' },
      'an unknown sort field': { sort: 'nope' },
      'a page that is no number': { page: 'a' },
      'a perPage that is no number': { perPage: 'a' },
      'a skipTotal that is no truth': { skipTotal: 'a' },
      'broken syntax': { filter: '((' },
      'a hidden field': { filter: "secret = 'a'" },
      'a filter that is too long': { filter: `title = '${'a'.repeat(3500)}'` },
      'too many sort fields': { sort: Array.from({ length: 9 }, () => 'title').join(',') },
    }
    for (const [what, query] of Object.entries(queries)) {
      const answer = refused(control, await guest.get(records, query))
      claim(what, answer).error(400, refusal).text(text)
    }
  },
})

export const nullRuleFirst = conform('filter.error.null-rule-first', {
  lane: 'shared',
  async check({ claim, guest, superuser, collection, refused }) {
    const { records } = await collection({ listRule: null })
    const control = await superuser.get(records)
    for (const query of [
      { filter: '(((' },
      { sort: 'nope' },
      { page: 'a' },
      { filter: '@request.x' },
    ]) {
      const answer = refused(control, await guest.get(records, query))
      const message = 'Only superusers can perform this action.'
      claim(`before ${JSON.stringify(query)}`, answer).error(403, message)
    }
  },
})

export const superuserFieldsBeforeSyntax = conform('filter.error.superuser-fields-before-syntax', {
  lane: 'shared',
  async check({ claim, guest, superuser, collection }) {
    const { records } = await collection()
    const message = 'Only superusers can filter by @request.'
    const queries = {
      filter: { filter: '@request.(' },
      page: { page: 'abc', filter: '@request.(' },
      perPage: { perPage: 'abc', filter: '@request.(' },
      skipTotal: { skipTotal: 'abc', filter: '@request.(' },
      sort: { sort: '@request.,,' },
    }
    for (const [what, query] of Object.entries(queries)) {
      claim(`before the ${what}`, await guest.get(records, query)).error(403, message)
      claim(`not for superusers: ${what}`, await superuser.get(records, query)).error(400, refusal)
    }
  },
})
