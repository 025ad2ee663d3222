import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { createClients } from '../../harness/clients.ts'
import { resolveTarget } from '../../targets/resolve.ts'
import { askMatrix, confirmEndpoints, createSide, headerEndpoints } from './matrix.ts'
import { type Answers, byAnswer } from './vectors.ts'

/** `bun conformance/auth/refusals/record.ts`: asks the real PocketBase every cell and writes `spec/vectors/token-refusals.json`. */

const path = join(import.meta.dir, '../../../spec/vectors/token-refusals.json')

const about =
  'What PocketBase v0.36.6 answers to tokens in many conditions. `matrix` is endpoint -> caller -> kind of token -> answer -> conditions that are answered so; an answer is the status and the body, with drawn values named (<record>, <token>, <email>, <time>). At endpoints that read the Authorization header the caller is whom the token speaks of; at confirmation endpoints it is who sends the request beside the token of a mail. A condition changes one thing of a token that is otherwise valid.'

const record = async (): Promise<void> => {
  const matrix: Record<string, Record<string, Record<string, Answers>>> = {}
  let cells = 0

  const target = await resolveTarget('upstream')
  try {
    const server = await target.launch({})
    try {
      const clients = await createClients({ server })
      const side = await createSide(server, { ...clients, maker: clients.superuser })
      const endpoints = { ...headerEndpoints, ...confirmEndpoints }
      await askMatrix(side, endpoints, ({ endpoint, caller, kind, answers }) => {
        const callers = (matrix[endpoint] ??= {})
        const kinds = (callers[caller] ??= {})
        kinds[kind] = byAnswer(answers)
        cells += Object.keys(answers).length
      })
    } finally {
      await server.close()
    }
  } finally {
    await target.close()
  }
  const config = await resolveConfig(path)
  await Bun.write(
    path,
    await format(JSON.stringify({ about, matrix }), { ...config, filepath: path }),
  )
  process.stdout.write(`${cells} cells, written to ${path}\n`)
}

if (import.meta.main) await record()
