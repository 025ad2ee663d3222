import { writeFileSync, readFileSync } from 'node:fs'

/**
 * The smallest server that the launcher can start: health, its own command line echoed, and a child process of its own, as
 * a server with reader processes has. Run by the launcher's tests in place of a real one.
 */
const args = process.argv.slice(2)

const flag = (name: string): string =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const serve = (): void => {
  const [hostname = '', port] = flag('http').split(':')
  const reader = Bun.spawn(['sleep', '600'], { stdout: 'ignore' })
  process.on('SIGTERM', () => {
    reader.kill()
    process.exit(0)
  })
  Bun.serve({
    hostname,
    port: Number(port),
    fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === '/api/health') return Response.json({ code: 200 })
      if (pathname === '/reader') return Response.json(reader.pid)
      if (pathname === '/superuser') return new Response(readFileSync(superuserFile()))
      return Response.json({ args, greeting: process.env['GREETING'] ?? null })
    },
  })
  say(`listening on ${flag('http')}`)
}

const superuserFile = (): string => `${flag('dir')}/superuser`

const commands: Readonly<Record<string, () => unknown>> = {
  serve() {
    if (!args.includes('--broken')) return serve()
    say('the disk is full')
    return process.exit(1)
  },
  superuser: () => writeFileSync(superuserFile(), String(args[2])),
  echo() {
    say(`${readFileSync(0, 'utf8')} ${process.env['GREETING'] ?? ''} ${args.slice(1).join(' ')}`)
    process.exitCode = 7
  },
}

const command = commands[args[0] ?? '']
if (command === undefined) say(`Error: unknown command "${args[0]}"`)
else command()
