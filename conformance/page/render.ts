import type { Requirement } from '../../spec/requirement.ts'
import type { CaseLine } from '../report/jsonl.ts'
import { Html, html } from './html.ts'
import script from './page.js.txt' with { type: 'text' }
import style from './page.css.txt' with { type: 'text' }
import {
  countAreas,
  type Judgement,
  judgementsOf,
  type Status,
  statuses,
  statusNames,
  statusOf,
} from './requirement-status.ts'
import { renderProofs } from './render-proofs.ts'
import { renderRefusals } from './render-refusals.ts'
import { renderBenches, renderDiffs } from './render-runs.ts'
import type { Sources } from './sources.ts'

/** Everything in one document that needs no network: numbers at a glance, then every requirement, then the runs beside. */
export const renderPage = (sources: Sources): string => {
  const { checks, diffs, proofs, benches } = sources
  const judgements = judgementsOf(checks)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Plumbline report</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>Plumbline report</h1>
          ${checks.map(
            ({ header, cases }) =>
              html`<p>
                <strong>${header.target}</strong> (contract ${header.version}): ${cases.length}
                cases, judged at ${header.at}
              </p>`,
          )}
          <nav aria-label="Sections">
            <a href="#areas">Areas</a> · <a href="#requirements">Requirements</a> ·
            <a href="#refusals">Refusals</a> · <a href="#differences">Differences</a> ·
            <a href="#strength">Strength</a> ·
            <a href="#speed">Speed</a>
          </nav>
        </header>
        <main>
          <h2 id="areas">Areas</h2>
          ${legend} ${checks.map(({ header }, at) => renderAreas(header.target, judgements, at))}
          <h2 id="requirements">Requirements</h2>
          ${renderSearch(judgements)}
          ${judgements.map((judgement) => renderJudgement(judgement, sources))}
          <h2 id="refusals">Refusals of tokens</h2>
          ${renderRefusals()}
          <h2 id="differences">Differences</h2>
          ${renderDiffs(diffs)}
          <h2 id="strength">Strength</h2>
          ${renderProofs(proofs)}
          <h2 id="speed">Speed</h2>
          ${renderBenches(benches)}
        </main>
        <script type="module">
          ${new Html(script)}
        </script>
      </body>
    </html> `.toString()
}

const legend = html`<ul class="legend" aria-label="Colours of the bars">
  ${statuses.map((status) => html`<li><i class="${status}"></i>${statusNames[status]}</li>`)}
</ul>`

const renderAreas = (target: string, judgements: readonly Judgement[], check: number): Html =>
  html`<div class="scroll" role="region" aria-label="Areas of ${target}" tabindex="0">
    <table>
      <caption>
        How many sentences of each area ${target} keeps
      </caption>
      <thead>
        <tr>
          <th scope="col">area</th>
          <th scope="col">sentences</th>
          ${statuses.map((status) => html`<th scope="col" class="number">${statusNames[status]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...countAreas(judgements, check)].map(
          ([area, counts]) =>
            html`<tr>
              <th scope="row">${area}</th>
              <td>${renderBar(counts)}</td>
              ${statuses.map((status) => html`<td class="number">${counts.get(status) ?? 0}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`

/** The figures stand beside it, so that it need not be read aloud. */
const renderBar = (counts: ReadonlyMap<Status, number>): Html => {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return html`<div class="bar" aria-hidden="true">
    ${statuses.map((status) => {
      const share = ((counts.get(status) ?? 0) / all) * 100
      return share === 0
        ? undefined
        : html`<span class="${status}" style="width:${share.toFixed(2)}%"></span>`
    })}
  </div>`
}

const renderSearch = (judgements: readonly Judgement[]): Html => {
  const areas = [...new Set(judgements.map(({ area }) => area))]
  return html`<form role="search">
    <div>
      <label for="text">Words of id, sentence or claims</label>
      <input type="search" id="text" name="text" />
    </div>
    <div>
      <label for="area">Area</label>
      <select id="area" name="area">
        <option value="">all</option>
        ${areas.map((area) => html`<option>${area}</option>`)}
      </select>
    </div>
    <div>
      <label for="status">Status</label>
      <select id="status" name="status">
        <option value="">all</option>
        ${statuses.map((status) => html`<option value="${status}">${statusNames[status]}</option>`)}
      </select>
    </div>
    <output for="text area status"></output>
  </form>`
}

const renderJudgement = ({ requirement, area, lines }: Judgement, { checks }: Sources): Html => {
  const { id, says } = requirement
  const claims = lines.flatMap((line) => Object.keys(line?.claims ?? {}))
  const text = [id, says, ...claims].join(' ').toLowerCase()
  const found = lines.map(statusOf)
  return html`<details
    id="${id}"
    data-id
    data-area="${area}"
    data-status="${found.join(' ')}"
    data-text="${text}"
  >
    <summary>
      ${found.map((status) => html`<span class="status"><i class="${status}"></i>${statusNames[status]}</span>`)}
      <code>${id}</code> <span class="says">${says}</span>
    </summary>
    ${renderEntry(requirement)}
    ${lines.map((line, at) => renderLine(checks[at]?.header.target ?? '', line))}
  </details>`
}

const renderEntry = ({ level, probe, basis, source, unobservable }: Requirement): Html =>
  html`<dl>
    <dt>level</dt>
    <dd>${level}</dd>
    <dt>seen by</dt>
    <dd>${probe}</dd>
    <dt>basis</dt>
    <dd>${basis}${source === undefined ? '' : `: ${source.heading}`}</dd>
    ${
      unobservable === undefined
        ? undefined
        : html`<dt>unobservable</dt>
            <dd>${unobservable}</dd>`
    }
  </dl>`

const renderLine = (target: string, line: CaseLine | undefined): Html | undefined => {
  if (line === undefined) return undefined
  const { claims, story = [], exchanges = [], gap } = line
  return html`<dl>
      <dt>${target}</dt>
      <dd>${statusNames[statusOf(line)]}${gap === undefined ? '' : `, waits for: ${gap}`}</dd>
      ${Object.entries(claims).map(
        ([claim, held]) =>
          html`<dt>${held ? 'held' : 'failed'}</dt>
            <dd>${claim}</dd>`,
      )}
    </dl>
    ${story.length === 0 ? undefined : html`<pre>${story.join('\n')}</pre>`}
    ${exchanges.map((exchange) => html`<pre>${JSON.stringify(exchange, undefined, 1)}</pre>`)}`
}
