import { Note } from '../page/Note.js';
import type { Receipt } from '../protocol/explainCalls.js';
import { type ReceiptRow, receiptRows } from './receiptRows.js';
import { signed } from './signed.js';
import { receipt } from './state.js';

/** The score as an exact sum: the bias, and what every word adds. */
export function ReceiptCard() {
  const of = receipt.value?.of;
  return (
    <section class="card" aria-labelledby="receipt-title" aria-busy={!of}>
      <div class="heading">
        <h2 id="receipt-title">The receipt</h2>
        <Note about="the receipt">
          The score as an exact sum over the whole network: bias, every word through all filters, padding. The residual
          is what is left: rounding.
        </Note>
      </div>
      {of ? <Sum of={of} /> : <p class="faint">…</p>}
    </section>
  );
}

function Sum({ of }: { of: Receipt }) {
  const rows = receiptRows(of);
  const ends = rows.flatMap(({ from, to }) => [from, to]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const scale = 100 / (most - least || 1);
  const place = ({ from, to }: ReceiptRow) => ({
    insetInlineStart: `${scale * (Math.min(from, to) - least)}%`,
    inlineSize: `${scale * Math.abs(to - from)}%`,
  });
  return (
    <>
      <table class="receipt">
        <caption>
          How the score of {of.explained}
          {of.rival === null ? '' : ` over ${of.rival}`} adds up
        </caption>
        <thead class="spoken">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">From where to where</th>
            <th scope="col">Adds</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n} class={row.kind}>
              <th scope="row" dir="auto">
                {row.label.length > 24 ? `${row.label.slice(0, 24)}…` : row.label}
              </th>
              <td class="steps">
                <span class={row.value >= 0 ? 'bar for' : 'bar against'} style={place(row)} />
                <span class="zero" style={{ insetInlineStart: `${-scale * least}%` }} />
              </td>
              <td class="number">{row.kind === 'residual' ? row.value.toExponential(0) : signed(row.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ByBranch of={of} />
    </>
  );
}

/** Every word in every branch, for those who want to add it up themselves. */
function ByBranch({ of: { lines, branches, bias, score } }: { of: Receipt }) {
  const mostLines = 200;
  return (
    <details>
      <summary>The whole table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="wide tall" tabIndex={0} aria-label="What each word adds, branch by branch">
        <table>
          <thead>
            <tr>
              <th scope="col">Word</th>
              {branches.map((_, n) => (
                <th scope="col" class="number" key={n}>
                  branch {n + 1}
                </th>
              ))}
              <th scope="col" class="number">
                all
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, mostLines).map(({ text, count, byBranch, value }) => (
              <tr key={text}>
                <th scope="row" dir="auto">
                  {text} {count > 1 && <span class="faint">×{count}</span>}
                </th>
                {byBranch.map((part, n) => (
                  <td class="number" key={n}>
                    {signed(part)}
                  </td>
                ))}
                <td class="number">{signed(value)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">with the bias, {signed(bias)}</th>
              {branches.map((sum, n) => (
                <td class="number" key={n}>
                  {signed(sum)}
                </td>
              ))}
              <td class="number">
                <b>{signed(score)}</b>
              </td>
            </tr>
          </tfoot>
        </table>
        {lines.length > mostLines && (
          <p class="faint small">
            The {mostLines} words that add most, of {lines.length}.
          </p>
        )}
      </section>
    </details>
  );
}
