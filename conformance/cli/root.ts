import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { conform } from '../harness/case.ts'

export const version = conform('cli.root.version', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    for (const flag of ['--version', '-v']) {
      const { stdout, stderr, code } = await server.cli([flag])
      claim(flag, stdout).matches(/^\w+ version \d+\.\d+\.\d+\n$/)
      claim(`${flag} and no more`, [stderr, code]).equals(['', 0])
    }
  },
})

export const noBootstrap = conform('cli.root.help-no-bootstrap', {
  lane: 'private',
  needs: ['cli', 'data-dir'],
  async check({ server, unique, claim }) {
    const fresh = () => join(server.publicDir ?? '', '..', unique('fresh_'))
    for (const args of [['serve', '--help'], ['-h'], ['--version'], ['nonsense']]) {
      const dir = fresh()
      await server.cli([...args, '--dev=false', `--dir=${dir}`], { bare: true })
      claim(args.join(' '), existsSync(dir)).equals(false)
    }
    const bare = fresh()
    const { stdout } = await server.cli([`--dir=${bare}`], { bare: true })
    claim('without a command the help is shown', stdout).matches(/serve/)
    claim('and a directory is made', existsSync(join(bare, 'data.db'))).equals(true)
  },
})

export const unknownCommand = conform('cli.root.unknown-command', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    const { stdout, stderr, code } = await server.cli(['nonsense'])
    const [name = ''] = (await server.cli(['--version'])).stdout.split(' ')
    claim('is named', stdout).equals(
      `Error: unknown command "nonsense" for "${name}"\nRun '${name} --help' for usage.\n`,
    )
    claim('is no failure of the process', [stderr, code]).equals(['', 0])
  },
})

export const commandError = conform('cli.exit-code.command-error-zero', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    const refused = await server.cli(['superuser', 'create', 'bad', '1234567890'])
    claim('is one line', refused.stdout).equals('Error: missing or invalid email address\n')
    claim('with code 0', refused.code).equals(0)
    const taken = await server.cli(['serve', `--http=${new URL(server.url).host}`])
    claim('a taken port, too', [taken.code, taken.stdout.startsWith('Error: ')]).equals([0, true])
  },
})

export const bootstrapError = conform('cli.exit-code.bootstrap-error', {
  lane: 'private',
  needs: ['cli', 'data-dir'],
  async check({ server, unique, claim }) {
    const dir = join(server.publicDir ?? '', '..', unique('broken_'))
    await Bun.write(join(dir, 'data.db'), 'this is no database, and long enough to be looked at')
    const args = ['superuser', 'upsert', 'a@example.com', '1234567890']
    const broken = await server.cli([...args, '--dev=false', `--dir=${dir}`], { bare: true })
    claim('ends with code 1', broken.code).equals(1)
    claim('says why on stderr', broken.stderr).matches(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d ./)
    claim('and nothing on stdout', broken.stdout).equals('')
  },
})

export const errorStream = conform('cli.errors.stdout', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    const wrong = [
      ['superuser', 'create', 'bad', '1234567890'],
      ['nonsense'],
      ['serve', '--nosuch'],
    ]
    for (const args of wrong) {
      const { stdout, stderr } = await server.cli(args)
      claim(args.join(' '), stdout).matches(/^Error: /)
      claim(`${args.join(' ')}: nothing on stderr`, stderr).equals('')
    }
  },
})

export const unknownFlag = conform('cli.flags.unknown', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    const { stdout, code } = await server.cli(['serve', '--xyz'])
    claim('is named', [stdout, code]).equals(['Error: unknown flag: --xyz\n', 0])
    const bare = await server.cli(['--xyz'])
    claim('counts nothing without a command', bare.stdout).matches(/superuser/)
  },
})
