import { expect, test } from 'bun:test'
import { requirements } from '../../spec/registry.ts'
import { operationOf, operations } from './operations.ts'
import { isConcernedBy } from './rules.ts'

test.each(operations.map((operation) => [operation.id, operation] as const))(
  '%s is found by a path of its own',
  (_id, operation) => {
    const path = operation.path.replaceAll('*', 'x1')
    expect(operationOf({ method: operation.method, path })).toBe(operation)
    expect(operationOf({ method: operation.method, path: `${path}/` })).toBe(operation)
  },
)

test.each([
  ['GET', '/api/collections/meta/scaffolds', 'collections.scaffolds'],
  ['DELETE', '/api/collections/x/truncate', 'collections.truncate'],
  ['GET', '/api/logs/stats', 'logs.stats'],
  ['GET', '/api/logs/x', 'logs.view'],
  ['GET', '/api/unknown', undefined],
  ['OPTIONS', '/api/health', undefined],
])('%s %s is %p', (method, path, id) => {
  expect(operationOf({ method, path })?.id).toBe(id)
})

test.each(
  operations.flatMap(({ id, concerns }) => concerns.map((prefix) => [id, prefix] as const)),
)('%s: some sentence begins with "%s"', (_id, prefix) => {
  expect(requirements.some(({ id }) => isConcernedBy(id, [prefix]))).toBe(true)
})
