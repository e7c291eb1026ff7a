import { Confusion } from '../inspection/Confusion.js';
import { Errors } from '../inspection/Errors.js';
import { Figures } from '../inspection/Figures.js';
import { Suspicious } from '../inspection/Suspicious.js';
import { shareOf } from '../inspection/shareOf.js';
import { Words } from '../inspection/Words.js';
import { openRow } from './reading.js';
import { found } from './state.js';

/** What the model does over all texts. */
export function Found() {
  if (!found.value) return null;
  const { texts, perClass, inspection } = found.value.of;
  const open = (name: string) => void openRow(Number(/\d+$/.exec(name)));
  return (
    <>
      <section class="results" aria-labelledby="found-title">
        <h2 id="found-title">
          {texts.toLocaleString('en')} {texts === 1 ? 'text' : 'texts'}
        </h2>
        <table class="probabilities shares">
          <caption class="spoken">Texts by predicted class</caption>
          <tbody>
            {inspection.classes.map((name, n) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="track">
                  <span class="fill" style={{ inlineSize: `${((100 * perClass[n]) / texts).toFixed(2)}%` }} />
                </td>
                <td class="number">
                  {perClass[n].toLocaleString('en')} · {shareOf(perClass[n], texts)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Figures of={inspection} />
      </section>
      <div class="cards found">
        <Words of={inspection} />
        <Suspicious of={inspection} />
        <Confusion of={inspection} onOpen={open} />
        <Errors of={inspection} onOpen={open} />
      </div>
    </>
  );
}
