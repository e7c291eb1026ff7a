import type { EpochSummary, Evaluation } from '@textcam/text';
import { type Html, html, page } from './page.js';

/** What a training run has to show. */
export interface TrainingReport {
  preset: string;
  dataset: string;
  device: string;
  /** Name and value, in the order to show. */
  settings: readonly (readonly [name: string, value: string])[];
  labels: readonly string[];
  parameters: number;
  preprocessingSeconds: number;
  epochs: readonly EpochSummary[];
  test: Evaluation;
}

/** A training run as one self-contained HTML file: the figures, loss and accuracy per epoch, ROC curve, confusion matrix, settings. */
export async function renderTrainingReport(report: TrainingReport): Promise<string> {
  // The chart library is the largest dependency: only who wants a chart loads it.
  const { lineChart, thinned } = await import('./charts.js');
  const { epochs, test, labels } = report;
  const perEpoch = (value: (epoch: EpochSummary) => number) =>
    epochs.map((epoch) => [epoch.epoch + 1, value(epoch)] as const);
  const loss = lineChart({
    xName: 'Epoch',
    yName: 'Training loss',
    whole: true,
    series: [{ name: 'Training loss', points: perEpoch((e) => e.trainLoss) }],
  });
  const accuracy = lineChart({
    xName: 'Epoch',
    yName: 'Accuracy',
    whole: true,
    series: [
      { name: 'Training', points: perEpoch((e) => e.trainAccuracy) },
      { name: 'Test', points: perEpoch((e) => e.testAccuracy) },
    ],
  });
  const roc = lineChart({
    xName: 'False positive rate',
    yName: 'True positive rate',
    unit: true,
    height: 560,
    series: [
      ...test.roc.map((curve, n) => ({
        name: labels.length === 2 ? 'This model' : `${labels[n]} against the rest`,
        points: thinned(curve).map((p) => [p.falsePositiveRate, p.truePositiveRate] as const),
      })),
      {
        name: 'By chance',
        points: [
          [0, 0],
          [1, 1],
        ] as const,
        dashed: true,
      },
    ],
  });
  return page(
    `Training report: ${report.preset} on ${report.dataset}`,
    html`<h1>${report.preset} on ${report.dataset}</h1>
<p class="summary">After ${epochs.length} epochs the model is right on ${percent(test.accuracy)} of ${test.examples} test examples;
its AUC is ${figure(test.auc)}.</p>
<dl class="figures">${[
      ['Test accuracy', figure(test.accuracy)],
      ['AUC', figure(test.auc)],
      ['Log loss', figure(test.logLoss)],
      ['Parameters', report.parameters.toLocaleString('en')],
    ].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<h2>Epochs</h2>
${epochTable(epochs)}
<figure>${loss}<figcaption>Mean loss of each epoch's steps, each before its step, in nats.</figcaption></figure>
<figure>${accuracy}<figcaption>Share of right answers, evaluated after each epoch.</figcaption></figure>
<h2>ROC curve</h2>
<figure>${roc}<figcaption>Area under the curve, ties counting half: ${figure(test.auc)}.</figcaption></figure>
<h2>Confusion matrix</h2>
${confusion(test.confusion, labels)}
<h2>Settings</h2>
<table><tbody>${report.settings.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
<tr><th scope="row">Device</th><td>${report.device}</td></tr>
<tr><th scope="row">Preprocessing</th><td>${report.preprocessingSeconds.toFixed(1)} s</td></tr></tbody></table>`,
  );
}

function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(4) : 'not defined';
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)} %`;
}

function epochTable(epochs: readonly EpochSummary[]): Html {
  const row = (
    e: EpochSummary,
  ) => html`<tr><td class="number">${e.epoch + 1}</td><td class="number">${figure(e.trainLoss)}</td>
<td class="number">${figure(e.trainAccuracy)}</td><td class="number">${figure(e.testAccuracy)}</td><td class="number">${e.seconds.toFixed(1)}</td></tr>`;
  const heads = ['Epoch', 'Training loss', 'Training accuracy', 'Test accuracy', 'Seconds'];
  return html`<div class="wide"><table><thead><tr>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${epochs.map(row)}</tbody></table></div>`;
}

function confusion(counts: readonly (readonly number[])[], labels: readonly string[]): Html {
  const row = (cells: readonly number[], n: number) =>
    html`<tr><th scope="row">${labels[n]}</th>${cells.map((count) => html`<td class="number">${count}</td>`)}</tr>`;
  return html`<div class="wide"><table><caption class="faint">Rows: what the examples are. Columns: what the model says.</caption>
<thead><tr><td></td>${labels.map((label) => html`<th scope="col" class="number">${label}</th>`)}</tr></thead>
<tbody>${counts.map(row)}</tbody></table></div>`;
}
