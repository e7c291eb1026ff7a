import { asName } from './outsideText.js';
import { type Html, html, page, scrolling } from './page.js';
import type { Spread, SweepReport, SweptCandidate } from './sweepReport.js';

/** Four means with their deviations beside two settings fit a page. */
const styles = '.close th, .close td { padding-inline: .35rem; font-size: .9rem; }';

/**
 * A sweep as one self-contained HTML file: which settings are the best and whether by more than the seeds make, means and deviations over
 * seeds with what a run costs, each seed's AUC as a picture, and what failed. Everything from outside is escaped.
 */
export async function renderSweepReport(report: SweepReport): Promise<string> {
  // The chart library is the largest dependency: only who wants a chart loads it.
  const charts = await import('./charts.js');
  const title = `Sweep of ${asName(report.preset)} on ${asName(report.dataset)}`;
  return page(
    title,
    html`<h1>${title}</h1>
<p class="summary">${asName(report.verdict, 1000)}</p>
${keyFigures(report)}
<p class="faint">${scored(report)}</p>
<h2>Settings that were tried</h2>
${figureTable(report)}
<h2>Spread over seeds</h2>
${spreadChart(charts, report)}
<h2>What they cost</h2>
${costTable(report)}
<h2>Failed runs</h2>
${failureTable(report)}
<h2>Settings that all share</h2>
${sharedTable(report)}`,
    { styles },
  );
}

function keyFigures({ runs, candidates, examples }: SweepReport): Html {
  const figures = [
    ['Settings', count(candidates.length)],
    ['Runs done', `${count(runs.done)} of ${count(runs.planned)}`],
    ['Failed', count(runs.failed)],
    ['Texts scored', examples === null ? 'none yet' : count(examples)],
  ];
  return html`<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function scored({ on, validation }: SweepReport): string {
  const part =
    on === 'test'
      ? 'Scored on the test part, after training on the whole training part.'
      : `Scored on ${((validation ?? 0) * 100).toFixed(0)} % of the training part, held back and the same for every run; the test part was not looked at.`;
  return `${part} The deviation over seeds is that of the training alone: other texts would move all figures further. The best of many
settings looks better on the texts it was chosen by than it is.`;
}

function figureTable({ settings, candidates }: SweepReport): Html {
  const heads = ['AUC', 'Accuracy', 'Log loss', 'Calibration error'];
  const row = ({ values, auc, accuracy, logLoss, expectedCalibrationError }: SweptCandidate, n: number) =>
    html`<tr><th scope="row" class="number">${n + 1}</th>${values.map((value) => html`<td>${asName(value, 200)}</td>`)}${numbers(
      [auc, accuracy, logLoss, expectedCalibrationError].map(spread),
    )}</tr>\n`;
  return html`<p class="faint">By their mean AUC, the best first. Means ± standard deviations over seeds. More is better of AUC and accuracy, less
of log loss and calibration error.</p>${scrolling(
    'Settings that were tried',
    html`<table class="close"><thead><tr><th scope="col" class="number">Rank</th>${settings.map(
      (name) => html`<th scope="col">${asName(name)}</th>`,
    )}${numberHeads(heads)}</tr></thead><tbody>${candidates.map(row)}</tbody></table>`,
  )}`;
}

function costTable({ candidates }: SweepReport): Html {
  const row = ({ seeds, failed, seconds, parameters, bytes }: SweptCandidate, n: number) =>
    html`<tr><th scope="row" class="number">${n + 1}</th>${numbers([
      failed === 0 ? count(seeds.length) : `${count(seeds.length)}, ${count(failed)} failed`,
      seconds === null ? none : seconds.toFixed(1),
      parameters === null ? none : count(parameters),
      bytes === null ? none : (bytes / 1e6).toFixed(2),
    ])}</tr>\n`;
  return html`<p class="faint">By the same ranks. Seconds of training and evaluating a run, the mean; the file of a model in single precision.</p>
${scrolling(
  'What they cost',
  html`<table class="narrow"><thead><tr><th scope="col" class="number">Rank</th>${numberHeads(['Seeds', 'Seconds', 'Parameters', 'File, MB'])}</tr></thead>
<tbody>${candidates.map(row)}</tbody></table>`,
)}`;
}

/** In place of a figure that does not exist. */
const none = '–';

function numberHeads(heads: readonly string[]): Html[] {
  return heads.map((head) => html`<th scope="col" class="number">${head}</th>`);
}

function numbers(cells: readonly string[]): Html[] {
  return cells.map((cell) => html`<td class="number">${cell}</td>`);
}

function spreadChart({ lineChart }: typeof import('./charts.js'), { candidates }: SweepReport): Html {
  const ranked = candidates.filter(({ auc }) => auc.mean !== null);
  if (ranked.length === 0) return html`<p>There is nothing to show yet.</p>`;
  const seeds = ranked.flatMap(({ aucs }, n) => aucs.flatMap((auc) => (auc === null ? [] : [[n + 1, auc] as const])));
  const means = ranked.map(({ auc }, n) => [n + 1, auc.mean as number] as const);
  const chart = lineChart({
    label: 'AUC of each seed and their mean, by rank; the table above has means and deviations',
    xName: 'Rank',
    yName: 'AUC',
    categories: ranked.length,
    series: [
      { name: 'A seed', points: seeds, marks: 'alone' },
      { name: 'Mean of the seeds', points: means, marks: 'as a dash' },
    ],
  });
  return html`<figure>${chart}<figcaption>The dashes are means. Where the dots of two ranks lie among each other, the seeds do not tell them apart.</figcaption></figure>`;
}

function failureTable({ failures }: SweepReport): Html {
  if (failures.length === 0) return html`<p>There are none.</p>`;
  const row = ({ label, seed, reason }: SweepReport['failures'][number]) =>
    html`<tr><th scope="row">${asName(label, 300)}</th><td class="number">${seed}</td><td>${asName(reason, 1000)}</td></tr>\n`;
  return scrolling(
    'Failed runs',
    html`<table><thead><tr><th scope="col">Settings</th><th scope="col" class="number">Seed</th><th scope="col">Why</th></tr></thead>
<tbody>${failures.map(row)}</tbody></table>`,
  );
}

function sharedTable({ shared }: SweepReport): Html {
  if (shared.length === 0) return html`<p>There are none.</p>`;
  return scrolling(
    'Settings that all share',
    html`<table class="narrow"><tbody>
${shared.map(([name, value]) => html`<tr><th scope="row">${asName(name)}</th><td>${asName(value, 300)}</td></tr>`)}
</tbody></table>`,
  );
}

function spread({ mean, deviation }: Spread): string {
  if (mean === null) return none;
  return deviation === null ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
