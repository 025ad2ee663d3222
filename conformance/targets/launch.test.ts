import { afterAll, describe, expect, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { launchedTarget, LaunchError } from './launch.ts'
import { miniatureProgram, untilGone } from './test-support.ts'

const target = launchedTarget(miniatureProgram())
afterAll(() => target.close())

const text = async (url: string): Promise<string> => (await fetch(url)).text()

describe('a launched target', () => {
  test('starts on a free loopback port with a superuser from the template', async () => {
    const [one, two] = await Promise.all([target.launch({}), target.launch({})])
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(one.url).not.toBe(two.url)
    expect(one.dataDir).not.toBe(two.dataDir)
    expect(await text(`${one.url}/superuser`)).toBe(one.superuser.email)
    expect(await text(`${two.url}/superuser`)).toBe(two.superuser.email)
    await Promise.all([one.close(), two.close()])
  })

  test('passes flags and environment on and lays public files', async () => {
    const server = await target.launch({
      flags: ['--queryTimeout=3'],
      env: { GREETING: 'hello' },
      publicFiles: { 'index.html': 'front', 'deep/er/page.html': 'page' },
    })
    const echo = (await (await fetch(`${server.url}/`)).json()) as Readonly<Record<string, unknown>>
    expect(echo['greeting']).toBe('hello')
    expect(echo['args']).toContain('--queryTimeout=3')
    expect(echo['args']).toContain(`--publicDir=${server.publicDir}`)
    expect(await Bun.file(join(server.publicDir ?? '', 'deep/er/page.html')).text()).toBe('page')
    await server.close()
  })

  test('restarts on the same port and directory', async () => {
    const server = await target.launch({})
    await Bun.write(join(server.dataDir ?? '', 'kept'), 'yes')
    await server.stop()
    expect(fetch(server.url)).rejects.toThrow()
    await server.start()
    await server.restart()
    expect(await text(`${server.url}/superuser`)).toBe(server.superuser.email)
    expect(await Bun.file(join(server.dataDir ?? '', 'kept')).text()).toBe('yes')
    expect(server.log().match(/listening/g)).toHaveLength(3)
    await server.close()
  })

  test('runs the command line with input and environment', async () => {
    const server = await target.launch({ env: { GREETING: 'from the server' } })
    const plain = await server.cli(['echo', 'word'], { stdin: 'typed' })
    expect(plain.code).toBe(7)
    expect(plain.stdout).toStartWith('typed from the server word --dir=')
    const other = await server.cli(['echo'], { env: { GREETING: 'mine' } })
    expect(other.stdout).toContain(' mine ')
    await server.close()
  })

  test('close removes the directory and the processes that the server started', async () => {
    const server = await target.launch({})
    const reader = Number(await text(`${server.url}/reader`))
    await server.close()
    await untilGone(reader)
    expect(existsSync(dirname(server.dataDir ?? ''))).toBe(false)
  })

  test('a server that ends at once is an error with its last words, and leaves nothing', async () => {
    const launch = target.launch({ flags: ['--broken'] })
    expect(launch).rejects.toThrow(LaunchError)
    expect(launch).rejects.toThrow(
      'miniature ended with exit code 1 before it was ready: the disk is full',
    )
    const kept = await target.launch({})
    const homes = dirname(dirname(kept.dataDir ?? ''))
    expect(readdirSync(homes).toSorted()).toEqual([
      dirname(kept.dataDir ?? '').slice(homes.length + 1),
      'template',
    ])
    await kept.close()
  })

  test('a template that cannot be made is an error that quotes the refusal', async () => {
    const program = miniatureProgram()
    const broken = launchedTarget({ ...program, command: [...program.command, 'nonsense'] })
    expect(broken.launch({})).rejects.toThrow('Error: unknown command "nonsense"')
    await broken.close()
  })
})
