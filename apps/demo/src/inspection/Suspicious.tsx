import { signed } from '../explain/signed.js';
import { Note } from '../page/Note.js';
import type { InspectionShown } from '../protocol/inspectionShown.js';

/** Words that carry much weight and should not, by what they look like. */
export function Suspicious({ of: { suspicious, classes } }: { of: InspectionShown }) {
  return (
    <section class="card" aria-labelledby="suspicious-title">
      <h2 id="suspicious-title">
        Suspicious words
        <Note about="suspicious here">
          Markup, ratings, numbers, marks and names are no verdict: a model that goes by them has learned the data, not
          the task. Neighbours: the word speaks for a class, and the words with the most similar vectors against it.
        </Note>
      </h2>
      {suspicious.length === 0 ? (
        <p>None stands out.</p>
      ) : (
        <div class="wide tall">
          <table>
            <thead>
              <tr>
                <th scope="col">Word</th>
                <th scope="col">Speaks for</th>
                <th scope="col" class="number">
                  Together
                </th>
                <th scope="col">Why it is here</th>
              </tr>
            </thead>
            <tbody>
              {suspicious.map(({ word, suspicion, toward, totals, count, why }) => (
                <tr key={`${suspicion} ${word}`}>
                  <th scope="row" dir="auto">
                    {word.slice(0, 30)} <span class="faint small">×{count.toLocaleString('en')}</span>
                  </th>
                  <td>{toward}</td>
                  <td class="number">{signed(totals[classes.indexOf(toward)])}</td>
                  <td class="small">
                    <b>{suspicion}</b>: {why}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
