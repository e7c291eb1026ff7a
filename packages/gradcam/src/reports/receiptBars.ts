import type { Explanation, ReceiptSum } from '../explanation.js';
import { otherSide, scoreName } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html, scrolling } from './page.js';
import { signed } from './signedValue.js';
import { type WordSum, wordSums } from './wordGroups.js';

/** How many words the sum names on each side. */
const named = 8;

/** A term of the sum, and where the sum stands before and after it. */
interface Step {
  what: Html;
  value: number;
  from: number;
  to: number;
  total?: boolean;
}

/** The score as a sum that grows bar by bar, from the bias to the margin, with its numbers, and the parts of every branch. */
export function receiptBars(receipt: Explanation): Html {
  const sum = receipt.receipt;
  if (sum === null) return html``;
  const words = wordSums(receipt);
  const steps = stepsOf(receipt, sum, words);
  const [lowest, highest] = [Math.min(...steps.map(low)), Math.max(...steps.map(high))];
  const at = (value: number) => (highest > lowest ? (value - lowest) / (highest - lowest) : 0).toFixed(4);
  const row = (step: Step) => {
    const side = step.total ? 'total' : step.value >= 0 ? 'for' : 'against';
    const place = `--from:${at(low(step))};--to:${at(high(step))}`;
    return html`<tr${step.total ? html` class="sum"` : html``}><th scope="row">${step.what}</th><td class="number">${signed(step.value, 4)}</td>
<td class="number spare">${signed(step.to, 4)}</td><td class="steps"><span class="step ${side}" style="${place}"></span></td></tr>
`;
  };
  return html`<p>${asSentence(receipt, sum)}</p>
<table class="receipt"><caption>Bars to the right speak for ${asName(receipt.explained)}, bars to the left for
${otherSide(receipt)}; each begins where the one above ends.</caption>
<thead><tr><th scope="col">Term</th><th scope="col" class="number">Adds</th><th scope="col" class="number spare">Sum so far</th>
<th scope="col" class="steps">From the bias to the score</th></tr></thead><tbody>${steps.map(row)}</tbody></table>
${branchTable(sum, words)}`;
}

const low = ({ from, to }: Step) => Math.min(from, to);
const high = ({ from, to }: Step) => Math.max(from, to);

/** The sum in numbers. */
function asSentence(receipt: Explanation, { bias, branches, padding, residual }: ReceiptSum): string {
  const words = branches.reduce((sum, value) => sum + value, 0);
  return (
    `${asCapital(scoreName(receipt))} is ${receipt.score.toFixed(4)}: bias ${signed(bias, 4)}, words ${signed(words, 4)}, ` +
    `padding ${signed(padding, 4)}. The residual, what this sum leaves unexplained, is ${signed(residual)}.` +
    (receipt.ngrams.length > 0 ? ' What words that the model knows as one add is in each of them in equal parts.' : '')
  );
}

const asCapital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function stepsOf(receipt: Explanation, sum: ReceiptSum, words: readonly WordSum[]): Step[] {
  const shown = [
    ...words.filter(({ value }) => value > 0).slice(0, named),
    ...words.filter(({ value }) => value < 0).slice(0, named),
  ];
  const others = words.filter((word) => !shown.includes(word));
  const terms: [Html, number][] = [
    [html`Bias`, sum.bias],
    ...shown.map((word): [Html, number] => [nameOf(word), word.value]),
    [
      html`${others.length} other ${others.length === 1 ? 'word' : 'words'}`,
      others.reduce((all, { value }) => all + value, 0),
    ],
    [html`Padding`, sum.padding],
    [html`Residual`, sum.residual],
  ];
  let at = 0;
  const steps = terms.map(([what, value]): Step => {
    const from = at;
    at += value;
    return { what, value, from, to: at };
  });
  return [
    ...steps,
    {
      what: html`${receipt.rival === null ? 'Logit' : 'Margin'}`,
      value: receipt.score,
      from: 0,
      to: receipt.score,
      total: true,
    },
  ];
}

function nameOf({ text, count }: WordSum): Html {
  return html`<bdi>${asName(text, 40)}</bdi>${count > 1 ? html`<span class="faint"> ×${count}</span>` : html``}`;
}

function branchTable({ bias, branches, padding, residual }: ReceiptSum, words: readonly WordSum[]): Html {
  const cell = (value: number) => html`<td class="number">${signed(value, 6)}</td>`;
  const row = (what: Html, values: readonly number[], total: number) =>
    html`<tr><th scope="row">${what}</th>${values.length > 0 ? values.map(cell) : html`<td colspan="${branches.length}"></td>`}${cell(total)}</tr>\n`;
  const most = 40;
  const rest =
    words.length > most ? html`<p class="faint">The ${most} strongest of ${words.length} different words.</p>` : html``;
  const total = branches.reduce((sum, value) => sum + value, 0);
  const rows = [
    row(html`Bias`, [], bias),
    row(html`All words`, branches, total),
    row(html`Padding`, [], padding),
    row(html`Residual`, [], residual),
    ...words.slice(0, most).map((word) => row(nameOf(word), word.byBranch, word.value)),
  ];
  const table = html`<table><thead><tr><th scope="col">Term</th>
${branches.map((_, n) => html`<th scope="col" class="number">Branch ${n + 1}</th>`)}<th scope="col" class="number">Sum</th></tr></thead>
<tbody>${rows}</tbody></table>`;
  return html`<details><summary>The receipt to six digits, branch by branch</summary>
${scrolling('The receipt, branch by branch', table)}${rest}</details>`;
}
