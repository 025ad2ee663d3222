import { judgeInto } from './judge-into.ts'
import { mutantLine } from './test-support.ts'

/**
 * Judges one of three mutants and ends the way its second argument says; the first is where the matrix goes. The test beside it
 * looks what is left.
 */
const [, , path = '', how] = process.argv

await judgeInto({
  path,
  target: { name: 'x', version: '0.36.6' },
  facts: { generated: 9, cases: 1 },
  total: 3,
  async judgeAll(onJudged) {
    if (how !== 'early') onJudged(mutantLine('a', 'killed'))
    if (how === 'fail') throw new Error('failed on purpose')
    process.stdout.write('waiting\n')
    // Its caller holds the other end, and sends a signal.
    await Bun.stdin.text()
  },
})
