import { useState } from 'preact/hooks';
import { percent } from '../explain/signed.js';
import { Note } from '../page/Note.js';
import type { InspectionShown } from '../protocol/inspectionShown.js';
import { shareOf } from './shareOf.js';

interface ConfusionProps {
  of: InspectionShown;
  /** Opens a text in the Explain view, by its name. */
  onOpen: (name: string) => void;
}

/** Who is taken for whom; a cell lists its texts. */
export function Confusion({ of: { classes, confusion, perClass, accuracy }, onOpen }: ConfusionProps) {
  const [chosen, setChosen] = useState<readonly [truth: number, said: number] | null>(null);
  if (accuracy === null) return null;
  const cell = chosen && confusion[chosen[0]][chosen[1]];
  return (
    <section class="card" aria-labelledby="confusion-title">
      <h2 id="confusion-title">
        Who is taken for whom
        <Note about="this table">
          The confusion matrix: a row for each true class, a column for each predicted one. On the way down from the
          left are the right answers. Choose a number to read its texts.
        </Note>
      </h2>
      <div class="wide">
        <table class="confusion">
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col">
                  said to be {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((name, truth) => (
              <tr key={name}>
                <th scope="row">is {name}</th>
                {classes.map((other, said) => (
                  <td key={other} class={truth === said ? 'right' : 'mistaken'}>
                    <Cell
                      label={`${name}, said to be ${other}`}
                      count={confusion[truth][said].count}
                      of={perClass[truth]}
                      isChosen={chosen?.[0] === truth && chosen[1] === said}
                      onChoose={() => setChosen([truth, said])}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen && cell && (
        <div aria-live="polite">
          <h3>
            {classes[chosen[0]]}, said to be {classes[chosen[1]]}
          </h3>
          {cell.count > cell.reviews.length && (
            <p class="faint small">
              The most confident {cell.reviews.length} of {cell.count}:
            </p>
          )}
          <ul class="texts">
            {cell.reviews.map(({ name, excerpt, probability }) => (
              <li key={name}>
                <button type="button" class="link" dir="auto" onClick={() => onOpen(name)}>
                  {excerpt}
                </button>{' '}
                <span class="faint small">{percent(probability)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface CellProps {
  label: string;
  count: number;
  /** How many there are of the true class. */
  of: number;
  isChosen: boolean;
  onChoose: () => void;
}

function Cell({ label, count, of, isChosen, onChoose }: CellProps) {
  return (
    <button
      type="button"
      class="cell"
      aria-pressed={isChosen}
      disabled={count === 0}
      style={{ '--share': (count / Math.max(1, of)).toFixed(3) }}
      onClick={onChoose}
    >
      <span class="spoken">{label}: </span>
      {count.toLocaleString('en')}
      <span class="small">{shareOf(count, of)}</span>
    </button>
  );
}
