import type { ConfidentError, Inspection } from '../corpus/inspection.js';
import { highlightedText } from './highlightedText.js';
import { confusionTable, coverageTable, filterTables, suspiciousTables, wordTables } from './inspectionTables.js';
import { figure, sourceOf, verdictOf } from './inspectionWords.js';
import { asName } from './outsideText.js';
import { type Html, html, page } from './page.js';
import { rankedTokens, summarize } from './ranking.js';
import { chance } from './signedValue.js';

/**
 * An inspection as one self-contained HTML file: verdict and figures, ROC curve with thresholds, reliability diagram, confusion matrix whose
 * cells open their reviews, words per class, n-grams per filter, suspicious words, the most confident errors with their texts, and what the
 * model does not see. Everything from the data is escaped.
 */
export async function renderInspection(inspection: Inspection): Promise<string> {
  // The chart library is the largest dependency: only who wants a chart loads it.
  const [{ rocChart }, { reliabilityChart }] = await Promise.all([
    import('./inspectionCharts.js'),
    import('./reliability.js'),
  ]);
  const title = `Inspection on ${sourceOf(inspection)}`;
  return page(
    title,
    html`<h1>${title}</h1>
<p class="summary">${verdictOf(inspection)}</p>
${keyFigures(inspection)}
<p class="faint">Each text was taken alone, without padding. Relevance is signed Grad-CAM of a class's margin over the next one, summed over all
branches; it is not normalized.</p>
<h2>Confusion matrix</h2>
${confusionTable(inspection)}
<h2>ROC curve</h2>
${rocChart(inspection)}
<h2>Is it as right as it is sure?</h2>
${reliabilityChart(inspection.calibration)}
<h2>Words by class</h2>
${wordTables(inspection)}
<h2>Suspicious words</h2>
${suspiciousTables(inspection)}
<h2>The most confident errors</h2>
${inspection.errors.length === 0 ? html`<p>There are none.</p>` : inspection.errors.map(errorDetails)}
<h2>What the model sees</h2>
${coverageTable(inspection)}
<h2>What the filters answer to</h2>
${filterTables(inspection)}`,
  );
}

function keyFigures({ examples, accuracy, auc, logLoss, calibration }: Inspection): Html {
  const figures = [
    ['Texts', examples.toLocaleString('en')],
    ['Accuracy', figure(accuracy)],
    ['AUC', figure(auc)],
    ['Log loss', figure(logLoss)],
    ['Calibration error', figure(calibration.expectedCalibrationError)],
  ];
  return html`<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function errorDetails({ name, label, explanation }: ConfidentError, n: number): Html {
  const { predicted, probabilities, classes } = explanation;
  const sure = chance(probabilities[classes.indexOf(predicted)]);
  const ranked = rankedTokens(explanation);
  return html`<details${n === 0 ? html` open` : html``}><summary>${asName(name)}: ${asName(label)}, taken for ${asName(predicted)} with
${sure}</summary><p>${summarize(explanation, ranked)}</p>
${highlightedText(explanation, ranked)}</details>
`;
}
