import type { RemovalCurves } from '../investigation.js';
import { type Html, html, scrolling } from './page.js';

const kinds = [
  { kind: 'deletion', name: 'Deletion', better: 'lower' },
  { kind: 'insertion', name: 'Insertion', better: 'higher' },
] as const;

const number = (value: number) => html`<td class="number">${value.toFixed(4)}</td>`;
const head = (name: string) => html`<th scope="col" class="number">${name}</th>`;
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The areas under the curves, beside those of the random orders. */
export function areaTable(curves: RemovalCurves): Html {
  const others = curves.random.length > 0;
  const row = ({ kind, name, better }: (typeof kinds)[number]) => {
    const random = curves.random.map((one) => one[kind].auc);
    const cells = others ? [meanOf(random), Math.min(...random), Math.max(...random)] : [];
    return html`<tr><th scope="row">${name}</th><td>${better}</td>${[curves[kind].auc, ...cells].map(number)}</tr>\n`;
  };
  const heads = ['This order', ...(others ? ['Random, mean', 'lowest', 'highest'] : [])];
  return scrolling(
    'Areas under the curves',
    html`<table><caption>Areas under the curves</caption><thead><tr><th scope="col">Curve</th><th scope="col">Better</th>
${heads.map(head)}</tr></thead><tbody>${kinds.map(row)}</tbody></table>`,
  );
}

/** How many points of the curves the table has at most, evenly chosen. */
const most = 21;

export function pointTable({ fractions, random, ...own }: RemovalCurves): Html {
  const rows = Math.min(fractions.length, most);
  const places = Array.from({ length: rows }, (_, n) =>
    Math.round((n * (fractions.length - 1)) / Math.max(1, rows - 1)),
  );
  const columns = kinds.flatMap(({ kind, name }) => [
    { name, at: (place: number) => own[kind].scores[place] },
    { name: 'random, mean', at: (place: number) => meanOf(random.map((one) => one[kind].scores[place])) },
  ]);
  const shown = random.length > 0 ? columns : columns.filter((_, n) => n % 2 === 0);
  const row = (place: number) =>
    html`<tr><th scope="row" class="number">${fractions[place].toFixed(2)}</th>${shown.map(({ at }) => number(at(place)))}</tr>\n`;
  const table = html`<table class="narrow"><thead><tr><th scope="col" class="number">Share</th>
${shown.map(({ name }) => head(name))}</tr></thead><tbody>${places.map(row)}</tbody></table>`;
  return html`<details><summary>The curves as a table</summary>${scrolling('The curves as a table', table)}</details>`;
}
