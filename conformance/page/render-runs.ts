import { chartOf } from '../bench/chart.ts'
import type { BenchFile } from '../bench/results.ts'
import type { DiffReport } from '../diff/report.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'

/** What two servers did differently, run by run. */
export const renderDiffs = (diffs: readonly DiffReport[]): Html =>
  diffs.length === 0
    ? html`<p class="note">No comparison was run: plumbline diff A B --recorded.</p>`
    : html`${diffs.map(renderDiff)}`

const renderDiff = ({ header: { a, b, at }, differences, footer }: DiffReport): Html =>
  html`<h3>${a.target} (${a.version}) and ${b.target} (${b.version})</h3>
    <p>
      ${footer.cases} cases and ${footer.exchanges} exchanges compared at ${at};
      ${differences.length} differ.
    </p>
    ${differences.map(
      (difference) =>
        html`<details>
          <summary>
            <code>${difference.id}</code>
            <span class="says">${difference.about}${reasonOf(difference.known)}</span>
          </summary>
          <pre>${difference.curl}</pre>
          <dl>
            <dt>${a.target}</dt>
            <dd><pre>${difference.a}</pre></dd>
            <dt>${b.target}</dt>
            <dd><pre>${difference.b}</pre></dd>
          </dl>
        </details>`,
    )}`

const reasonOf = (known: string | undefined): string =>
  known === undefined ? ' (not explained)' : `: ${known}`

/** The charts of the published measurements; their figures are in the text of the pictures. */
export const renderBenches = (
  benches: readonly (readonly [name: string, file: BenchFile])[],
): Html =>
  benches.length === 0
    ? html`<p class="note">Nothing was measured: plumbline bench.</p>`
    : html`${benches.map(
        ([name, file]) =>
          html`<h3>${name}</h3>
            <p>
              Commit ${file.commit}, ${file.rounds} rounds, against PocketBase
              ${file.versions.upstream}, at ${file.at}.
            </p>
            <div class="scroll" role="region" aria-label="Chart of ${name}" tabindex="0">
              <picture>
                <source srcset="${imageOf(file, 'dark')}" media="(prefers-color-scheme: dark)" />
                <img src="${imageOf(file, 'light')}" alt="${titleOf(file)}" />
              </picture>
            </div>`,
      )}`

const imageOf = (file: BenchFile, scheme: 'light' | 'dark'): string =>
  `data:image/svg+xml;base64,${Buffer.from(chartOf(file, scheme)).toString('base64')}`

const titleOf = (file: BenchFile): string =>
  /<title[^>]*>([^<]*)/.exec(chartOf(file, 'light'))?.[1] ?? 'requests a second'
