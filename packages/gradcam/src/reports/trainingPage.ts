import type { EpochSummary, Evaluation } from '@textcam/text';
import { asName } from './outsideText.js';
import { type Html, html, page, scrolling } from './page.js';
import { thinned } from './thinned.js';

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
  const [charts, reliability] = await Promise.all([import('./charts.js'), import('./reliability.js')]);
  const { epochs, test, labels, preset, dataset } = report;
  const name = `${asName(preset)} on ${asName(dataset)}`;
  return page(
    `Training report: ${name}`,
    html`<h1>${name}</h1>
<p class="summary">After ${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'} the model is right on ${percent(test.accuracy)} of
${test.examples} test examples; its AUC is ${figure(test.auc)}.</p>
${keyFigures(report)}
<h2>Epochs</h2>
${epochTable(epochs)}
${epochs.length > 1 ? epochCharts(charts, epochs) : html``}
<h2>ROC curve</h2>
<figure>${rocChart(charts, test, labels)}<figcaption>Area under the curve, ties counting half: ${figure(test.auc)}.</figcaption></figure>
<h2>Is it as right as it is sure?</h2>
${reliability.reliabilityChart(test.calibration)}
<h2>Confusion matrix</h2>
${confusion(test.confusion, labels)}
<h2>Settings</h2>
${settingsTable(report)}`,
  );
}

function keyFigures({ test, parameters }: TrainingReport): Html {
  const figures = [
    ['Test accuracy', figure(test.accuracy)],
    ['AUC', figure(test.auc)],
    ['Log loss', figure(test.logLoss)],
    ['Parameters', parameters.toLocaleString('en')],
  ];
  return html`<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

type Charts = typeof import('./charts.js');

function epochCharts({ lineChart }: Charts, epochs: readonly EpochSummary[]): Html {
  const perEpoch = (value: (epoch: EpochSummary) => number) =>
    epochs.map((epoch) => [epoch.epoch + 1, value(epoch)] as const);
  const isHeldBack = hasValidation(epochs);
  const held = (value: (epoch: EpochSummary) => number | undefined) =>
    isHeldBack ? [{ name: 'Validation', points: perEpoch((e) => value(e) ?? Number.NaN) }] : [];
  const training = isHeldBack ? 'Training' : 'Training loss';
  const loss = lineChart({
    label: `${isHeldBack ? 'Training and validation' : 'Training'} loss after each epoch; the table above has the values`,
    xName: 'Epoch',
    yName: isHeldBack ? 'Loss' : 'Training loss',
    series: [{ name: training, points: perEpoch((e) => e.trainLoss) }, ...held((e) => e.validationLoss)],
  });
  const accuracy = lineChart({
    label: `${isHeldBack ? 'Training, validation' : 'Training'} and test accuracy after each epoch; the table above has the values`,
    xName: 'Epoch',
    yName: 'Accuracy',
    series: [
      { name: 'Training', points: perEpoch((e) => e.trainAccuracy) },
      ...held((e) => e.validationAccuracy),
      { name: 'Test', points: perEpoch((e) => e.testAccuracy) },
    ],
  });
  const heldBack = isHeldBack ? html` Validation: the mean loss on the texts held back, after the epoch.` : html``;
  return html`<div class="charts">
<figure>${loss}<figcaption>Mean loss of each epoch's steps, each before its step, in nats.${heldBack}</figcaption></figure>
<figure>${accuracy}<figcaption>Share of right answers, evaluated after each epoch.</figcaption></figure>
</div>`;
}

function rocChart({ lineChart }: Charts, { roc, auc }: Evaluation, labels: readonly string[]): Html {
  const curves = roc.map((curve, n) => ({
    name: labels.length === 2 ? 'This model' : `${asName(labels[n])} against the rest`,
    points: thinned(curve).map((p) => [p.falsePositiveRate, p.truePositiveRate] as const),
  }));
  const chance = { name: 'By chance', points: [[0, 0] as const, [1, 1] as const], reference: true };
  return lineChart({
    label: `True positive rate over false positive rate; the area under it is ${figure(auc)}`,
    xName: 'False positive rate',
    yName: 'True positive rate',
    unit: true,
    height: 480,
    series: [...curves, chance],
  });
}

/** Whether a part was held back to choose the epoch on. */
function hasValidation(epochs: readonly EpochSummary[]): boolean {
  return epochs.some(({ validationLoss }) => validationLoss !== undefined);
}

function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(4) : 'not defined';
}

function percent(value: number): string {
  return Number.isFinite(value) ? `${(100 * value).toFixed(2)} %` : 'an undefined share';
}

function epochTable(epochs: readonly EpochSummary[]): Html {
  const columns: [head: string, value: (epoch: EpochSummary) => string | number][] = [
    ['Epoch', ({ epoch }) => epoch + 1],
    ['Training loss', ({ trainLoss }) => figure(trainLoss)],
    ['Training accuracy', ({ trainAccuracy }) => figure(trainAccuracy)],
    ['Validation loss', ({ validationLoss = Number.NaN }) => figure(validationLoss)],
    ['Validation accuracy', ({ validationAccuracy = Number.NaN }) => figure(validationAccuracy)],
    ['Test accuracy', ({ testAccuracy }) => figure(testAccuracy)],
    ['Seconds', ({ seconds }) => seconds.toFixed(1)],
  ];
  const shown = columns.filter(([head]) => hasValidation(epochs) || !head.startsWith('Validation'));
  const row = (epoch: EpochSummary) =>
    html`<tr>${shown.map(([, value]) => html`<td class="number">${value(epoch)}</td>`)}</tr>\n`;
  const heads = shown.map(([head]) => head);
  return scrolling(
    'Epochs',
    html`<table><thead><tr>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${epochs.map(row)}</tbody></table>`,
  );
}

function confusion(counts: readonly (readonly number[])[], labels: readonly string[]): Html {
  const row = (cells: readonly number[], n: number) =>
    html`<tr><th scope="row">${asName(labels[n], 24)}</th>${cells.map((count) => html`<td class="number">${count}</td>`)}</tr>`;
  return scrolling(
    'Confusion matrix',
    html`<table class="narrow"><caption>Rows: what the examples are. Columns: what the model says.</caption>
<thead><tr><td></td>${labels.map((label) => html`<th scope="col" class="number">${asName(label, 24)}</th>`)}</tr></thead>
<tbody>${counts.map(row)}</tbody></table>`,
  );
}

function settingsTable({ settings, device, preprocessingSeconds }: TrainingReport): Html {
  const rows = [...settings, ['Device', device], ['Preprocessing', `${preprocessingSeconds.toFixed(1)} s`]] as const;
  return scrolling(
    'Settings',
    html`<table class="narrow"><tbody>
${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
</tbody></table>`,
  );
}
