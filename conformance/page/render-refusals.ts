import vectors from '../../spec/vectors/token-refusals.json' with { type: 'json' }
import { byCondition, type Refusals } from '../auth/refusals/vectors.ts'
import { type Html, html } from './html.ts'

const matrix: Refusals = vectors.matrix

/** The grid that the cases of auth.token.refusal-matrix-* hold a server against: a table for each endpoint. */
export const renderRefusals = (): Html =>
  html`<p>
      What PocketBase answers to a token in each condition, by whom it speaks of or who sends it,
      and by its kind. A server that keeps <code>auth.token.refusal-matrix-header</code> and
      <code>auth.token.refusal-matrix-confirm</code> answers every cell so.
    </p>
    ${Object.entries(matrix).map(([endpoint, callers]) => renderEndpoint(endpoint, callers))}`

const renderEndpoint = (endpoint: string, callers: Refusals[string]): Html => {
  const columns = Object.entries(callers).flatMap(([caller, kinds]) =>
    Object.entries(kinds).map(([kind, answers]) => ({
      caller,
      kind,
      answers: byCondition(answers),
    })),
  )
  const conditions = [...new Set(columns.flatMap(({ answers }) => Object.keys(answers)))]
  return html`<details>
    <summary><code>${endpoint}</code></summary>
    <div class="scroll" role="region" aria-label="Refusals of ${endpoint}" tabindex="0">
      <table class="grid">
        <thead>
          <tr>
            <td></td>
            ${Object.entries(callers).map(
              ([caller, kinds]) =>
                html`<th scope="colgroup" colspan="${Object.keys(kinds).length}">${caller}</th>`,
            )}
          </tr>
          <tr>
            <td></td>
            ${columns.map(({ kind }) => html`<th scope="col">${kind}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${conditions.map(
            (condition) =>
              html`<tr>
                <th scope="row">${condition}</th>
                ${columns.map(({ answers }) => renderCell(answers[condition]))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`
}

const renderCell = (answer: string | undefined): Html => {
  if (answer === undefined) return html`<td></td>`
  const [status = ''] = answer.split(' ')
  return html`<td class="${status.startsWith('2') ? 'accepted' : ''}" title="${answer}">
    ${status}
  </td>`
}
