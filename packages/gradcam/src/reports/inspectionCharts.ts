import type { Inspection, RocMark, RocOfClass } from '../corpus/inspection.js';
import { lineChart } from './charts.js';
import { figure } from './inspectionWords.js';
import { asName } from './outsideText.js';
import { type Html, html, scrolling } from './page.js';

/** More names would lie on top of each other. */
const named = [0.9, 0.5, 0.1];

/** The curve with a mark at each threshold, and the same as a table. With more than two classes, one curve each against the rest. */
export function rocChart({ roc, auc }: Inspection): Html {
  if (roc.every(({ points }) => points.length === 0))
    return html`<p>There is none: it takes examples of two classes.</p>`;
  const at = ({ falsePositiveRate, truePositiveRate }: RocMark) => [falsePositiveRate, truePositiveRate] as const;
  const curves = roc.map(({ className, points }) => ({
    name: `${asName(className)} against the rest`,
    points: points.map(at),
  }));
  const marks = roc.slice(0, 1).map((curve) => ({
    name: 'Thresholds 0.9, 0.8, … 0.1, from the left',
    points: curve.marks.map(at),
    marks: 'alone' as const,
    labels: curve.marks.map(({ threshold }) =>
      threshold !== null && named.includes(threshold) ? String(threshold) : '',
    ),
  }));
  const chance = { name: 'By chance', points: [[0, 0] as const, [1, 1] as const], reference: true };
  const chart = lineChart({
    label: `True positive rate over false positive rate; the area under it is ${figure(auc)}. The table has the values.`,
    xName: 'False positive rate',
    yName: 'True positive rate',
    unit: true,
    height: 480,
    series: [...curves, ...(roc.length === 1 ? marks : []), chance],
  });
  return html`<div class="charts"><figure>${chart}<figcaption>Area under the curve, ties counting half: ${figure(auc)}.</figcaption></figure>
<div>${roc.map(thresholdTable)}</div></div>`;
}

function thresholdTable({ className, marks }: RocOfClass): Html {
  const row = ({ threshold, falsePositiveRate, truePositiveRate }: RocMark) =>
    html`<tr><th scope="row" class="number">${String(threshold)}</th><td class="number">${truePositiveRate.toFixed(4)}</td>
<td class="number">${falsePositiveRate.toFixed(4)}</td></tr>`;
  return html`${scrolling(
    `Thresholds for ${asName(className)}`,
    html`<table class="narrow"><caption>Called ${asName(className)} from which probability on</caption>
<thead><tr><th scope="col" class="number">Threshold</th><th scope="col" class="number">True positives</th>
<th scope="col" class="number">False positives</th></tr></thead><tbody>${marks.map(row)}</tbody></table>`,
  )}`;
}
