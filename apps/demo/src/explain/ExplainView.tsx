import { useEffect } from 'preact/hooks';
import { followAddress, listenToAddress } from './address.js';
import { explainAlways } from './asking.js';
import { Exports } from './Exports.js';
import { Reading } from './Reading.js';
import { ReceiptCard } from './ReceiptCard.js';
import { ReversalCard } from './ReversalCard.js';
import { Switches } from './Switches.js';
import { explained } from './state.js';
import { TextField } from './TextField.js';
import { Verdict } from './Verdict.js';
import { WordChart } from './WordChart.js';

/** A text, what the model says of it, and why. */
export function ExplainView() {
  useEffect(() => {
    const ends = [listenToAddress(), followAddress(), explainAlways()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  const ready = explained.value !== null;
  return (
    <>
      <div class="opening">
        <section class="asking">
          <h1>Which words decided?</h1>
          <p class="lead">
            Type a film review. A small network, trained on 25,000 of them, says what it thinks of it, and every word
            says which way it pushed.
          </p>
          <TextField />
        </section>
        <Verdict />
      </div>
      {ready && (
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
