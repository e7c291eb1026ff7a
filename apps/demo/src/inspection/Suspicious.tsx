import { signed } from '../explain/signed.js';
import { Note } from '../page/Note.js';
import type { InspectionShown } from '../protocol/inspectionShown.js';

const wordsShown = 20;

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
        <table class="suspects">
          <thead>
            <tr>
              <th scope="col">Word, and why it is here</th>
              <th scope="col">Speaks for</th>
              <th scope="col" class="number">
                Together
              </th>
            </tr>
          </thead>
          <tbody>
            {suspicious.slice(0, wordsShown).map(({ word, suspicion, toward, totals, count, why }) => (
              <tr key={`${suspicion} ${word}`}>
                <th scope="row">
                  <bdi>{word.slice(0, 30)}</bdi> <span class="faint small">×{count.toLocaleString('en')}</span>
                  <span class="why small">
                    {suspicion}: {why}
                  </span>
                </th>
                <td>{toward}</td>
                <td class="number">{signed(totals[classes.indexOf(toward)])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
