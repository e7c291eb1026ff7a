import type { Receipt } from '../protocol/explainCalls.js';
import { signed } from './signed.js';

const mostLines = 200;

/** Every word, in every branch where there are several, for those who want to add it up themselves. */
export function ReceiptTable({ of: { lines, ngrams, branches, bias, score } }: { of: Receipt }) {
  const apart = <Of,>(each: readonly Of[]) => (branches.length > 1 ? each : []);
  return (
    <details>
      <summary>The whole table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="wide tall" tabIndex={0} aria-label="What each word adds">
        <table>
          <thead>
            <tr>
              <th scope="col">Word</th>
              <Numbers as="th" of={[...apart(branches.map((_, n) => `branch ${n + 1}`)), 'all']} />
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, mostLines).map(({ text, count, byBranch, value }) => (
              <tr key={text}>
                <th scope="row" dir="auto">
                  {text} {count > 1 && <span class="faint">×{count}</span>}
                </th>
                <Numbers of={[...apart(byBranch), value].map(signed)} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">with the bias, {signed(bias)}</th>
              <Numbers of={[...apart(branches), score].map(signed)} />
            </tr>
          </tfoot>
        </table>
        {lines.length > mostLines && (
          <p class="faint small">
            The {mostLines} words that add most, of {lines.length}.
          </p>
        )}
        {ngrams.length > 0 && <Ngrams of={ngrams} />}
      </section>
    </details>
  );
}

/** Words that the model knows as one: what they add is in the table above, word by word. */
function Ngrams({ of }: { of: Receipt['ngrams'] }) {
  return (
    <table>
      <caption>Of this, words that the model knows as one</caption>
      <thead>
        <tr>
          <th scope="col">Words</th>
          <Numbers as="th" of={['all']} />
        </tr>
      </thead>
      <tbody>
        {of.slice(0, mostLines).map(({ text, count, value }) => (
          <tr key={text}>
            <th scope="row" dir="auto">
              {text} {count > 1 && <span class="faint">×{count}</span>}
            </th>
            <Numbers of={[signed(value)]} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Numbers({ as: Cell = 'td', of }: { as?: 'td' | 'th'; of: readonly string[] }) {
  return of.map((value, n) => (
    <Cell key={n} class="number" {...(Cell === 'th' && { scope: 'col' })}>
      {value}
    </Cell>
  ));
}
