import { model } from '../page/session.js';
import { Columns } from '../tables/Columns.js';
import { sizeOf } from '../tables/chosenTable.js';
import { FileButton } from '../tables/FileButton.js';
import { chooseTable, read, stopReading } from './reading.js';
import { found, reading, table } from './state.js';

/** The file, its columns, and how far it is read. */
export function Source() {
  const chosen = table.value;
  const progress = reading.value;
  return (
    <section class="card source" aria-label="The file">
      {chosen === null ? (
        <p>
          A CSV or JSON Lines file with a text in each row, with labels or without: drop it anywhere on this page. It
          never leaves this machine.
        </p>
      ) : (
        <>
          <p>
            <b>{chosen.file.name}</b> <span class="faint">{sizeOf(chosen.file)}</span>
          </p>
          <Columns
            table={chosen}
            noLabels="no column"
            disabled={progress !== null}
            onChange={(next) => {
              table.value = next;
            }}
          />
        </>
      )}
      {progress === null ? (
        <div class="row">
          {chosen && (
            <button type="button" class="primary" disabled={model.value === null} onClick={() => void read()}>
              {found.value ? 'Read again' : 'Read it'}
            </button>
          )}
          <FileButton label={chosen ? 'Another file' : 'Choose a file'} onFile={(file) => void chooseTable(file)} />
          {found.value && found.value.model !== model.value?.file && (
            <span class="small">What is shown is by {found.value.model}; another model is in use by now.</span>
          )}
        </div>
      ) : (
        <div class="run">
          <p class="doing" role="status">
            Reading {chosen?.file.name}: {progress.done.toLocaleString('en')} texts
          </p>
          <progress aria-label="How much of the file is read" max={1} value={progress.share} />
          <div class="row">
            <button type="button" onClick={stopReading}>
              Stop
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
