import { say, sayFailed } from '../page/notices.js';
import { save } from '../page/save.js';
import { model, worker } from '../page/session.js';
import type { TextAsked } from '../protocol/explainCalls.js';
import { allowed, changedText, choices } from './state.js';

/** The link to this view as it stands. */
export function copyLink(): Promise<void> {
  return copy('The link is', location.href);
}

/** The whole explanation, as the command line writes it. */
export async function copyJson(): Promise<void> {
  const asked = question();
  if (asked) await copy('The explanation is', await worker.ask('json', asked));
}

/** The report as one file, which needs nothing else. */
export async function downloadReport(): Promise<void> {
  const asked = question();
  if (asked) save('textcam-report.html', 'text/html', await worker.ask('report', asked));
}

function question(): TextAsked | null {
  return model.value && { ...allowed(choices.value, model.value), text: changedText.value };
}

function copy(what: string, text: string): Promise<void> {
  return navigator.clipboard.writeText(text).then(
    () => say(`${what} copied.`),
    () =>
      sayFailed(
        new Error(
          'Copying is not allowed here: the browser wants a page that is served safely. Download the report instead.',
        ),
      ),
  );
}
