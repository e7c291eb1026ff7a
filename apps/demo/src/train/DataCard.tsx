import { Note } from '../page/Note.js';
import { Columns } from '../tables/Columns.js';
import { sizeOf } from '../tables/chosenTable.js';
import { FileButton } from '../tables/FileButton.js';
import { chooseTable } from './running.js';
import { chooseTexts, isBusy, table } from './state.js';

/** What to learn from. */
export function DataCard() {
  const chosen = table.value;
  return (
    <section class="card" aria-labelledby="data-title">
      <h2 id="data-title">
        Texts
        <Note about="done with these texts">
          A fifth of the texts of each label is held back, by the seed: the model never learns from them, and is tested
          on them. The starter corpus has a part for that of its own.
        </Note>
      </h2>
      {chosen === null ? (
        <>
          <p>
            <b>The starter corpus</b>: 240 short film reviews, half of them kind. 192 to learn from, 48 held back.
          </p>
          <p class="faint small">
            Or your own: a CSV or JSON Lines file with a text and a label in each row. Drop it anywhere on this page. It
            never leaves this machine.
          </p>
        </>
      ) : (
        <>
          <p>
            <b>{chosen.file.name}</b> <span class="faint">{sizeOf(chosen.file)}</span>
          </p>
          <Columns
            table={chosen}
            noLabels={null}
            disabled={isBusy.value}
            onChange={(next) => {
              table.value = next;
            }}
          />
        </>
      )}
      {!isBusy.value && (
        <div class="row">
          <FileButton
            label={chosen ? 'Choose another file' : 'Choose a file'}
            onFile={(file) => void chooseTable(file)}
          />
          {chosen && (
            <button type="button" onClick={() => chooseTexts(null)}>
              Starter corpus
            </button>
          )}
        </div>
      )}
    </section>
  );
}
