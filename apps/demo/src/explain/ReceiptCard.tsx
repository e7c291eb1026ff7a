import { Note } from '../page/Note.js';
import type { Receipt } from '../protocol/explainCalls.js';
import { ReceiptTable } from './ReceiptTable.js';
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
          The score as a sum over the whole network: bias, every word through all filters, padding. The residual is what
          is left: rounding, or what an activation bends. What words add that the model knows as one is in each of them,
          in equal parts.
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
            <Step key={n} row={row} zero={-scale * least} place={place(row)} />
          ))}
        </tbody>
      </table>
      {of.ngrams.length > 0 && <Runs of={of.ngrams} />}
      <ReceiptTable of={of} />
    </>
  );
}

const runsShown = 6;

/** The runs of words that add most: as words they would not be seen. */
function Runs({ of }: { of: Receipt['ngrams'] }) {
  return (
    <>
      <p class="small faint">Of this, by words that the model knows as one:</p>
      <p class="set runs">
        {of.slice(0, runsShown).map(({ text, count, value }) => (
          <span key={text} class="chip" dir="auto">
            {text} {count > 1 && `×${count} `}
            <span class="small">{signed(value)}</span>
          </span>
        ))}
        {of.length > runsShown && <span class="faint small">and {of.length - runsShown} more</span>}
      </p>
    </>
  );
}

/** A part of the sum: a bar from where it stood before to where it stands after. */
function Step({
  row: { label, value, kind },
  zero,
  place,
}: {
  row: ReceiptRow;
  zero: number;
  place: Record<string, string>;
}) {
  return (
    <tr class={kind}>
      <th scope="row" dir="auto">
        {label.length > 24 ? `${label.slice(0, 24)}…` : label}
      </th>
      <td class="steps">
        <span class={value >= 0 ? 'bar for' : 'bar against'} style={place} />
        <span class="zero" style={{ insetInlineStart: `${zero}%` }} />
      </td>
      <td class="number">{kind === 'residual' ? value.toExponential(0) : signed(value)}</td>
    </tr>
  );
}
