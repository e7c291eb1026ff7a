import { Note } from '../page/Note.js';
import { model } from '../page/session.js';
import type { DeviceReport, ModelReport } from '../protocol/deviceCalls.js';

/** What the device is, and what it holds. */
export function Figures({
  of: { name, description, adapter, features, threads, isolated, memory, dispatches },
}: {
  of: DeviceReport;
}) {
  return (
    <section class="card" aria-labelledby="figures-title">
      <h2 id="figures-title">What it is</h2>
      <dl class="pairs">
        <dt>Device</dt>
        <dd>{description}</dd>
        <dt>{name === 'webgpu' ? 'Adapter' : 'Kernels'}</dt>
        <dd>{adapter}</dd>
        {name === 'cpu' && <Threads threads={threads} isolated={isolated} />}
        <dt>Memory in use</dt>
        <dd>
          {(memory.bytes / 1e6).toFixed(1)} MB in {memory.buffers} buffers
          <Note about="this memory">Tensors that are alive on the device: mostly the model’s weights.</Note>
        </dd>
        <dt>Kernels run</dt>
        <dd>
          {dispatches.toLocaleString('en')}
          <Note about="a kernel">
            One computation over whole tensors, such as a product of matrices. Counted since the device was opened.
          </Note>
        </dd>
        {features.length > 0 && (
          <>
            <dt>Features</dt>
            <dd class="small">{features.join(', ')}</dd>
          </>
        )}
        {model.value && <ModelFigures of={model.value} />}
      </dl>
    </section>
  );
}

function Threads({ threads, isolated }: Pick<DeviceReport, 'threads' | 'isolated'>) {
  return (
    <>
      <dt>Threads</dt>
      <dd>
        {threads}
        <Note about="the number of threads">
          {isolated
            ? 'The page is isolated from others, so threads can share memory: one for each core, eight at most.'
            : 'This page may not share memory among threads: its host sends no COOP and COEP headers. From the second visit on it may have them.'}
        </Note>
      </dd>
    </>
  );
}

function ModelFigures({ of: { file, words, ngrams, preset, training } }: { of: ModelReport }) {
  const known =
    ngrams > 0
      ? `${words.toLocaleString('en')} words and ${ngrams.toLocaleString('en')} n-grams`
      : `${words.toLocaleString('en')} words`;
  const filters = preset.branches.map(({ filters, kernelSize }) => `${filters} filters of width ${kernelSize}`);
  return (
    <>
      <dt>Model</dt>
      <dd>
        {file}: {known} × {preset.dimensions} dimensions, {filters.join(', ')}
      </dd>
      <dt>Trained on</dt>
      <dd>
        {training.examples.toLocaleString('en')} texts of {training.dataset}, {training.epochs} epochs, seed{' '}
        {training.seed}
      </dd>
    </>
  );
}
