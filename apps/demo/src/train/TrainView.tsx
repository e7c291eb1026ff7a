import { useEffect } from 'preact/hooks';
import { takeFile } from '../page/drops.js';
import { Charts } from './Charts.js';
import { DataCard } from './DataCard.js';
import { PinnedReview } from './PinnedReview.js';
import { Results } from './Results.js';
import { RunBar } from './RunBar.js';
import { chooseTable, warmUp } from './running.js';
import { SettingsCard } from './SettingsCard.js';
import { isBusy, phase } from './state.js';

/** Texts, settings, and a model that learns from them before one's eyes. */
export function TrainView() {
  useEffect(() => {
    warmUp();
    takeFile.value = (file) => void chooseTable(file);
    return () => {
      takeFile.value = null;
    };
  }, []);
  return (
    <>
      <h1>Watch it learn</h1>
      <p class="lead">
        A network that knows next to nothing reads labelled texts, over and over. Follow how it gets better, and how its
        reasons for one review change on the way.
      </p>
      {!isBusy.value && (
        <div class="setup">
          <DataCard />
          <SettingsCard />
        </div>
      )}
      <RunBar />
      {phase.value !== 'idle' && <Charts />}
      <PinnedReview />
      <Results />
    </>
  );
}
