import type { Matrix, MutantLine } from '../mutants/matrix.ts'
import { rateOf } from '../mutants/summary.ts'
import { countVerdicts } from '../report/lines.ts'
import { type Html, html } from './html.ts'

/** Which wrong servers the suite has noticed: a map of kill rates, and everything that went unnoticed. */
export const renderProofs = (proofs: readonly Matrix[]): Html =>
  proofs.length === 0
    ? html`<p class="note">No wrong servers were judged: plumbline prove.</p>`
    : html`${proofs.map(renderProof)}`

const renderProof = ({ header, mutants }: Matrix): Html => {
  const survivors = mutants.filter(({ verdict }) => verdict === 'survived')
  const { killed = 0, smoke = 0 } = countVerdicts(mutants)
  const { partial } = header
  const drawn = header.seed === undefined ? '' : `, a sample drawn by seed ${header.seed}`
  const part =
    partial === undefined
      ? undefined
      : html`<p class="note">
          Only a part: the run was ended when ${partial.judged} of ${partial.of} were judged.
        </p>`
  return html`<h3>Wrong servers before ${header.target} (${header.version})</h3>
    ${part}
    <p>
      ${header.generated} wrong servers, ${mutants.length} of them judged${drawn} at ${header.at}:
      ${killed} killed, ${survivors.length} survived. Of ${smoke} more too many cases fail; these
      count nowhere.
    </p>
    ${renderMap(header.target, mutants)} ${survivors.map(renderSurvivor)}`
}

const percent = (lines: readonly MutantLine[]): Html => {
  const rate = rateOf(lines)
  if (rate === undefined) return html`<td class="number"></td>`
  return html`<td class="number heat" style="--lack:${(100 - rate).toFixed(1)}%">
    ${rate.toFixed(0)} %
  </td>`
}

/** Areas down, families across. */
const renderMap = (target: string, mutants: readonly MutantLine[]): Html => {
  const families = [...new Set(mutants.map(({ family }) => family))].toSorted()
  const areas = [...Map.groupBy(mutants, ({ area }) => area)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return html`<div class="scroll" role="region" aria-label="Kill rates of ${target}" tabindex="0">
    <table>
      <caption>
        How many of a hundred wrong servers are noticed, by area and by the way they are wrong
      </caption>
      <thead>
        <tr>
          <th scope="col">area</th>
          <th scope="col" class="number">all</th>
          ${families.map((family) => html`<th scope="col" class="number">${family}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${areas.map(
          ([area, lines]) =>
            html`<tr>
              <th scope="row">${area}</th>
              ${percent(lines)}
              ${families.map((name) => percent(lines.filter(({ family }) => family === name)))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

const renderSurvivor = ({ id, says, cells }: MutantLine): Html =>
  html`<details>
    <summary><code>${id}</code> <span class="says">${says}</span></summary>
    <p>Seen by ${cells.map(({ requirement }) => requirement).join(', ')}.</p>
  </details>`
