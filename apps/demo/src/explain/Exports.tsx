import { useState } from 'preact/hooks';
import { ModelPicker } from '../page/ModelPicker.js';
import { say, sayFailed } from '../page/notices.js';
import { save } from '../page/save.js';
import { model, worker } from '../page/session.js';
import { allowed, changedText, choices } from './state.js';

/** Ways to take the explanation along. */
export function Exports() {
  const [busy, setBusy] = useState(false);
  const question = () => model.value && { ...allowed(choices.value, model.value), text: changedText.value };
  const working = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(sayFailed);
    setBusy(false);
  };
  const copy = (what: string, text: string) =>
    navigator.clipboard.writeText(text).then(
      () => say(`${what} copied.`),
      () =>
        sayFailed(
          new Error(
            'Copying is not allowed here: the browser wants a page that is served safely. Download the report instead.',
          ),
        ),
    );
  const copyJson = async () => {
    const asked = question();
    if (asked) await copy('The explanation is', await worker.ask('json', asked));
  };
  const downloadReport = async () => {
    const asked = question();
    if (asked) save('textcam-report.html', 'text/html', await worker.ask('report', asked));
  };
  return (
    <section class="exports" aria-labelledby="exports-title">
      <h2 id="exports-title">Take it along</h2>
      <p class="small faint">
        The address of this page holds the text and all switches: whoever opens it sees the same.
      </p>
      <div class="row">
        <button type="button" onClick={() => copy('The link is', location.href)}>
          Copy link
        </button>
        <button type="button" disabled={busy} onClick={() => working(copyJson)}>
          Copy as JSON
        </button>
        <button type="button" disabled={busy} onClick={() => working(downloadReport)}>
          {busy ? 'Working …' : 'Download report'}
        </button>
      </div>
      <h2>Another model</h2>
      <p class="small faint">
        Drop a model that textcam trained anywhere on this page, or open it. It stays on this machine.
      </p>
      <ModelPicker />
    </section>
  );
}
