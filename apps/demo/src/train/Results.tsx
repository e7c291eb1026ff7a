import { Confusion } from '../inspection/Confusion.js';
import { Errors } from '../inspection/Errors.js';
import { Figures } from '../inspection/Figures.js';
import { Roc } from '../inspection/Roc.js';
import { Suspicious } from '../inspection/Suspicious.js';
import { Words } from '../inspection/Words.js';
import { save } from '../page/save.js';
import { openExample, useTrained } from './running.js';
import { trained } from './state.js';

/** What the model does on the texts it has never seen, and the ways to take it along. */
export function Results() {
  if (!trained.value) return null;
  const { inspection, bytes, file } = trained.value;
  const open = (name: string) => void openExample(name);
  const explainWithIt = async () => {
    await useTrained();
    location.hash = '#/explain';
  };
  return (
    <>
      <section class="results" aria-labelledby="results-title">
        <h2 id="results-title">On {inspection.examples.toLocaleString('en')} texts it has never seen</h2>
        <Figures of={inspection} />
        <div class="row">
          <button type="button" class="primary" onClick={() => void explainWithIt()}>
            Use it in Explain
          </button>
          <button type="button" onClick={() => save(file, 'application/octet-stream', bytes)}>
            Download the model
          </button>
          <span class="faint small">
            {file}, {(bytes.length / 1e6).toFixed(1)} MB: the command reads it, and so does this page when it is dropped
            here.
          </span>
        </div>
      </section>
      <div class="cards">
        <Confusion of={inspection} onOpen={open} />
        <Roc of={inspection} />
        <Words of={inspection} />
        <Errors of={inspection} onOpen={open} />
        <Suspicious of={inspection} />
      </div>
    </>
  );
}
