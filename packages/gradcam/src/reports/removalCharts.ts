import type { Explanation } from '../explanation.js';
import type { Curve } from '../faithfulness/curves.js';
import type { Removal, RemovalCurves } from '../investigation.js';
import type { Series } from './charts.js';
import { areaTable, pointTable } from './curveTables.js';
import { nameOf } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { thinned } from './thinned.js';

type Charts = typeof import('./charts.js');

const operators: Record<Removal, string> = {
  delete: 'Words that are gone are deleted.',
  zero: 'Words that are gone have a vector of zeros.',
  pad: 'In the place of words that are gone stands the padding entry.',
};

/** How the probability falls and rises as words go and come in the order of the method, beside random orders, with the areas as a table. */
export function removalCharts({ lineChart }: Charts, curves: RemovalCurves, explanation: Explanation): Html {
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
${areaTable(curves)}
<p class="faint">The order of ${nameOf(explanation)}. ${operators[removal]} The random orders are of the same words, drawn from seed ${seed}.</p>
${pointTable(curves)}`;
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
