import type { Explanation } from '../explanation.js';
import type { Curve } from '../faithfulness/curves.js';
import type { Removal, RemovalCurves } from '../investigation.js';
import type { Series } from './charts.js';
import { nameOf } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';

type Charts = typeof import('./charts.js');

const operators: Record<Removal, string> = {
  delete: 'Words that are gone are deleted.',
  zero: 'Words that are gone have a vector of zeros.',
  pad: 'In the place of words that are gone stands the padding entry.',
};

/** How the probability falls and rises as words go and come in the order of the method, beside random orders, with the areas as a table. */
export function removalCharts({ lineChart, thinned }: Charts, curves: RemovalCurves, explanation: Explanation): Html {
  const { random, seed, removal, fractions } = curves;
  const chart = (kind: 'deletion' | 'insertion') => {
    const line = ({ scores }: Curve) =>
      thinned(
        scores.map((score, n) => [fractions[n], score] as const),
        101,
      );
    const series: Series[] = [
      ...random.map((one) => ({
        name: `${random.length} random orders`,
        points: line(one[kind]),
        reference: 'crowd' as const,
      })),
      { name: 'Strongest first', points: line(curves[kind]) },
    ];
    return lineChart({
      label: `Probability of ${asName(explanation.explained)} by the share of words ${kind === 'deletion' ? 'removed' : 'inserted'}; a table below has the values`,
      xName: `Share of words ${kind === 'deletion' ? 'removed' : 'inserted'}`,
      yName: 'Probability',
      series,
      unit: true,
    });
  };
  return html`<p>${inWords(curves, explanation)}</p>
<div class="charts"><figure>${chart('deletion')}<figcaption>Deletion: a low curve is a good order.</figcaption></figure>
<figure>${chart('insertion')}<figcaption>Insertion: a high curve is a good order.</figcaption></figure></div>
${areas(curves)}
<p class="faint">The order of ${nameOf(explanation)}. ${operators[removal]} The random orders are of the same words, drawn from seed ${seed}.</p>
${points(curves)}`;
}

function inWords({ deletion, insertion, random }: RemovalCurves, { explained }: Explanation): string {
  const better = (kind: 'deletion' | 'insertion') =>
    random.filter((one) => (kind === 'deletion' ? deletion.auc < one.deletion.auc : insertion.auc > one.insertion.auc))
      .length;
  return (
    `If the values are right, taking the strongest words for ${asName(explained)} away first must lower its probability soon, and putting ` +
    `them in first must raise it soon. Of ${random.length} random orders, this one beats ${better('deletion')} by deletion and ` +
    `${better('insertion')} by insertion.`
  );
}

function areas({ deletion, insertion, random }: RemovalCurves): Html {
  const row = (name: string, wanted: string, own: Curve, others: readonly Curve[]) => {
    const aucs = others.map(({ auc }) => auc);
    const mean = aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
    const cells = aucs.length > 0 ? [mean, Math.min(...aucs), Math.max(...aucs)] : [];
    return html`<tr><th scope="row">${name}</th><td>${wanted}</td>${[own.auc, ...cells].map((auc) => html`<td class="number">${auc.toFixed(4)}</td>`)}</tr>\n`;
  };
  const heads = ['This order', 'Random, mean', 'lowest', 'highest'].slice(0, random.length > 0 ? 4 : 1);
  return html`<div class="wide"><table><caption>Areas under the curves</caption><thead><tr><th scope="col">Curve</th><th scope="col">Better</th>
${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead><tbody>
${row(
  'Deletion',
  'lower',
  deletion,
  random.map((one) => one.deletion),
)}${row(
  'Insertion',
  'higher',
  insertion,
  random.map((one) => one.insertion),
)}
</tbody></table></div>`;
}

/** The curves as a table: at most 21 points, evenly chosen. */
function points({ fractions, deletion, insertion, random }: RemovalCurves): Html {
  const rows = Math.min(fractions.length, 21);
  const places = Array.from({ length: rows }, (_, n) =>
    Math.round((n * (fractions.length - 1)) / Math.max(1, rows - 1)),
  );
  const mean = (curves: readonly Curve[], at: number) =>
    curves.reduce((sum, { scores }) => sum + scores[at], 0) / curves.length;
  const cells = (at: number) => [
    deletion.scores[at],
    ...(random.length > 0
      ? [
          mean(
            random.map((one) => one.deletion),
            at,
          ),
        ]
      : []),
    insertion.scores[at],
    ...(random.length > 0
      ? [
          mean(
            random.map((one) => one.insertion),
            at,
          ),
        ]
      : []),
  ];
  const heads = random.length > 0 ? ['Deletion', 'random', 'Insertion', 'random'] : ['Deletion', 'Insertion'];
  return html`<details><summary>The curves as a table</summary><div class="wide"><table class="narrow"><thead><tr><th scope="col" class="number">Share</th>
${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead><tbody>
${places.map((at) => html`<tr><th scope="row" class="number">${fractions[at].toFixed(2)}</th>${cells(at).map((value) => html`<td class="number">${value.toFixed(4)}</td>`)}</tr>\n`)}
</tbody></table></div></details>`;
}
