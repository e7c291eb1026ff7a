import type { KernelTime } from '@textcam/tensor';
import { useState } from 'preact/hooks';
import { changedText } from '../explain/state.js';
import { Note } from '../page/Note.js';
import { sayFailed } from '../page/notices.js';
import { model, worker } from '../page/session.js';
import type { StepFigures } from '../protocol/deviceCalls.js';

interface MeasurementProps {
  measuring: boolean;
  setMeasuring: (measuring: boolean) => void;
}

/** Times an explanation and a step of training on this device, kernel by kernel. */
export function Measurement({ measuring, setMeasuring }: MeasurementProps) {
  const [found, setFound] = useState<StepFigures[]>([]);
  const measure = async () => {
    setMeasuring(true);
    await worker.ask('measure', changedText.value).then(setFound, sayFailed);
    setMeasuring(false);
  };
  return (
    <section class="card" aria-labelledby="measure-title">
      <h2 id="measure-title">How fast it is</h2>
      <p class="faint small">
        Explains the text of the first view, then trains a fresh network of the model’s shape for a few steps. Nothing
        of the model changes.
      </p>
      <button type="button" class="primary" disabled={measuring || model.value === null} onClick={measure}>
        {measuring ? 'Measuring …' : 'Measure'}
      </button>
      <div aria-live="polite">
        {found.map((step) => (
          <Step key={step.what} step={step} />
        ))}
      </div>
    </section>
  );
}

function Step({ step: { what, ms, dispatches, submissions, kernels } }: { step: StepFigures }) {
  return (
    <div class="step">
      <h3>{what}</h3>
      <p>
        <b class="large">{ms.toFixed(1)} ms</b>
        <Note about="this time">The median of several, from the call to the result.</Note>{' '}
        <span class="faint">
          {dispatches} kernels
          {submissions > 0 && `, handed over ${submissions === 1 ? 'at once' : `${submissions} times`}`}
        </span>
      </p>
      {kernels.length > 0 && <Kernels kernels={kernels} />}
    </div>
  );
}

function Kernels({ kernels }: { kernels: readonly KernelTime[] }) {
  const total = kernels.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <table>
      <caption>The kernels of one step, those that took longest first</caption>
      <thead>
        <tr>
          <th scope="col">Kernel</th>
          <th scope="col" class="number">
            calls
          </th>
          <th scope="col" class="number">
            ms
          </th>
          <th scope="col" class="number">
            share
          </th>
        </tr>
      </thead>
      <tbody>
        {kernels.map(({ name, calls, ms }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td class="number">{calls}</td>
            <td class="number">{Number.isNaN(ms) ? '–' : ms.toFixed(2)}</td>
            <td class="number">{total > 0 ? `${((100 * ms) / total).toFixed(1)} %` : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
