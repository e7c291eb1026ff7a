import { useState } from 'preact/hooks';
import { sayFailed } from '../page/notices.js';
import { copyJson, copyLink, downloadReport } from './takeAlong.js';

/** Ways to take the explanation along. */
export function Exports() {
  const [busy, setBusy] = useState(false);
  const working = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(sayFailed);
    setBusy(false);
  };
  return (
    <section class="exports" aria-labelledby="exports-title">
      <h2 id="exports-title">Take it along</h2>
      <p class="small faint">
        The address of this page holds the text and all switches: whoever opens it sees the same.
      </p>
      <div class="row">
        <button type="button" onClick={() => working(copyLink)}>
          Copy link
        </button>
        <button type="button" disabled={busy} onClick={() => working(copyJson)}>
          Copy as JSON
        </button>
        <button type="button" disabled={busy} onClick={() => working(downloadReport)}>
          {busy ? 'Working …' : 'Download report'}
        </button>
      </div>
    </section>
  );
}
