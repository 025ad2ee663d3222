import { expect, test } from 'bun:test'
import { CommandLineError } from '../command-line-error.ts'
import { resolveTarget } from './resolve.ts'

const superuser = { email: 'root@example.com', password: '1234567890' }

test('names the reference server with everything a launched target offers', async () => {
  const target = await resolveTarget('reference')
  expect(target.name).toBe('reference')
  expect(target.version).toBe('0.36.6')
  expect([...target.capabilities]).toContain('private')
})

test('a URL offers nothing that needs the machine it runs on', async () => {
  const target = await resolveTarget('https://pb.example.com/', superuser, '0.39.11')
  expect([...target.capabilities]).toEqual([])
  expect(target.version).toBe('0.39.11')
  const server = await target.launch({})
  expect(server.url).toBe('https://pb.example.com')
  expect(server.superuser).toEqual(superuser)
  expect(server.restart()).rejects.toThrow('was not started here')
})

test.each([
  ['upsteam', 'did you mean "upstream"?'],
  ['upstream@new', 'did you mean "upstream@newest"?'],
  ['ftp://example.com', 'is not a target'],
  ['constructor', 'is not a target'],
])('refuses %s and says what was probably meant', (spec, hint) => {
  const resolved = resolveTarget(spec, superuser)
  expect(resolved).rejects.toThrow(CommandLineError)
  expect(resolved).rejects.toThrow(hint)
})

test('a URL without credentials says what is missing', () => {
  expect(resolveTarget('http://127.0.0.1:8090')).rejects.toThrow('e-mail and password')
})
