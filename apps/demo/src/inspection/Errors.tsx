import { useState } from 'preact/hooks';
import { ReadText } from '../explain/ReadText.js';
import { percent } from '../explain/signed.js';
import { Note } from '../page/Note.js';
import type { InspectionShown, ShownError } from '../protocol/inspectionShown.js';

/** The texts that the model is surest about, and wrong. */
export function Errors({ of: { errors, accuracy }, onOpen }: { of: InspectionShown; onOpen: (name: string) => void }) {
  if (accuracy === null) return null;
  return (
    <section class="card errors" aria-labelledby="errors-title">
      <h2 id="errors-title">
        Worst errors
        <Note about="an error here">
          The wrong answers with the highest probabilities: what led the model astray, or a label that is wrong itself.
        </Note>
      </h2>
      {errors.length === 0 && <p>None: every text got its label.</p>}
      {errors.map((error) => (
        <WorstError key={error.name} error={error} onOpen={onOpen} />
      ))}
    </section>
  );
}

function WorstError({ error, onOpen }: { error: ShownError; onOpen: (name: string) => void }) {
  // Marked words are many: they are drawn when they are asked for.
  const [isOpen, setOpen] = useState(false);
  const { name, label, text, explained } = error;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span dir="auto">{beginningOf(text)}</span>{' '}
        <span class="small">
          is {label}, said to be {explained.predicted} with {percent(Math.max(...explained.probabilities))}
        </span>
      </summary>
      {isOpen && (
        <>
          <ReadText text={text} explained={explained} />
          <div class="row">
            <button type="button" onClick={() => onOpen(name)}>
              Open in Explain
            </button>
          </div>
        </>
      )}
    </details>
  );
}

function beginningOf(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, 70).replace(/\s*\S*$/, '')} …`;
}
