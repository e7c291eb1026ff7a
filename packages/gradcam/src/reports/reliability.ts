import type { Reliability } from '../corpus/inspection.js';
import { lineChart } from './charts.js';
import { figure, percent } from './inspectionWords.js';
import { type Html, html, scrolling } from './page.js';

/** Share of right answers over confidence, and the same as a table. */
export function reliabilityChart({ bins, expectedCalibrationError }: Reliability): Html {
  const examples = bins.reduce((total, { count }) => total + count, 0);
  const filled = bins.flatMap(({ from, to, count, confidence, accuracy }) =>
    confidence === null || accuracy === null || count === 0 ? [] : [{ from, to, count, confidence, accuracy }],
  );
  if (filled.length === 0) return html`<p>There are no texts to tell by.</p>`;
  const chart = lineChart({
    label: 'Share of right answers over confidence; the table has the values',
    xName: 'Confidence',
    yName: 'Share of right answers',
    unit: true,
    height: 480,
    series: [
      {
        name: 'This model',
        points: filled.map((bin) => [bin.confidence, bin.accuracy] as const),
        marks: 'on the line',
      },
      { name: 'As right as sure', points: [[0, 0] as const, [1, 1] as const], reference: true },
    ],
  });
  const row = ({ from, to, count, confidence, accuracy }: (typeof filled)[number]) =>
    html`<tr><th scope="row" class="number">${from.toFixed(1)} to ${to.toFixed(1)}</th><td class="number">${count}</td>
<td class="number">${percent(count / examples)}</td><td class="number">${confidence.toFixed(4)}</td><td class="number">${accuracy.toFixed(4)}</td></tr>`;
  return html`<div class="charts"><figure>${chart}<figcaption>Below the dashed line the model is surer than it is right. Expected calibration
error: ${figure(expectedCalibrationError)}.</figcaption></figure>
${scrolling(
  'Reliability',
  html`<table class="narrow"><caption>By the probability of the predicted class</caption>
<thead><tr><th scope="col" class="number">Confidence</th><th scope="col" class="number">Texts</th><th scope="col" class="number">Share</th>
<th scope="col" class="number">Mean</th><th scope="col" class="number">Right</th></tr></thead><tbody>${filled.map(row)}</tbody></table>`,
)}</div>`;
}
