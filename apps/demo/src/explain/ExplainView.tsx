import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { lazyView } from '../page/LazyView.js';
import { ModelPicker } from '../page/ModelPicker.js';
import { model } from '../page/session.js';
import type { ModelReport } from '../protocol/deviceCalls.js';
import { followAddress, listenToAddress } from './address.js';
import { explainAlways } from './asking.js';
import { Reading } from './Reading.js';
import { Switches } from './Switches.js';
import { explained } from './state.js';
import { TextField } from './TextField.js';
import { Verdict } from './Verdict.js';
import { WordChart } from './WordChart.js';

// Further down, and answered after the first explanation.
const ReceiptCard = lazyView(async () => (await import('./ReceiptCard.js')).ReceiptCard);
const ReversalCard = lazyView(async () => (await import('./ReversalCard.js')).ReversalCard);
const Exports = lazyView(async () => (await import('./Exports.js')).Exports);

/** A text, what the model says of it, and why. */
export function ExplainView() {
  useEffect(() => {
    const ends = [listenToAddress(), followAddress(), explainAlways()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  // Computed, so that an answer draws again what it changes, and not the whole view.
  const ready = useComputed(() => explained.value !== null);
  return (
    <>
      <div class="opening">
        <section class="asking">
          <h1>Which words decided?</h1>
          <p class="lead">{leadOf(model.value)}</p>
          <TextField />
        </section>
        <Verdict />
      </div>
      <ModelPicker />
      {ready.value && (
        <>
          <Switches />
          <Reading />
          <div class="cards">
            <WordChart />
            <ReceiptCard />
          </div>
          <ReversalCard />
          <Exports />
        </>
      )}
    </>
  );
}

function leadOf(model: ModelReport | null): string {
  const shipped = model === null || model.training.dataset === 'imdb';
  const learned = model === null ? '25,000' : model.training.examples.toLocaleString('en');
  return shipped
    ? `Type a film review. A small network, trained on ${learned} of them, says what it thinks of it, and every word says which way it pushed.`
    : `Type a text. A small network, trained on ${learned} texts of ${model.training.dataset}, says what it is, and every word says which way it pushed.`;
}
