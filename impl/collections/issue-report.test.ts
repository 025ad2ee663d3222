import { expect, test } from 'bun:test'
import { writeIssueReport } from './issue-report.ts'

test('positions stand in byte order, library texts begin small, sentences stay', () => {
  const blank = { code: 'validation_required', message: 'Cannot be blank.' }
  const issues = {
    type: { code: 'validation_collection_type_change', message: 'Type cannot be changed.' },
    fields: { 2: { name: blank }, 10: { name: blank } },
    listRule: { code: 'validation_invalid_rule', message: 'Invalid rule. Raw error: "<a>".' },
  }
  expect(writeIssueReport(issues)).toBe(`{
  "fields": {
    "10": {
      "name": "cannot be blank"
    },
    "2": {
      "name": "cannot be blank"
    }
  },
  "listRule": "Invalid rule. Raw error: \\"\\u003ca\\u003e\\"",
  "type": "Type cannot be changed."
}`)
})
