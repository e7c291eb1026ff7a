import { effect } from '@preact/signals';
import { newestOnly } from '../page/newestOnly.js';
import { sayFailed } from '../page/notices.js';
import { model, worker } from '../page/session.js';
import type { Choices } from '../protocol/explainCalls.js';
import type { Edit } from './edits.js';
import {
  type Answer,
  allowed,
  beside,
  changedText,
  choices,
  compared,
  edits,
  explained,
  receipt,
  reversals,
  text,
  unchanged,
} from './state.js';

interface Question {
  typed: string;
  edits: readonly Edit[];
  changed: string;
  asked: Choices;
  other: Choices | null;
}

/** Has the worker explain whatever is typed and chosen, for as long as the view is shown. Returns what ends it. */
export function explainAlways(): () => void {
  return effect(() => {
    const current = model.value;
    if (current === null) return;
    const asked = allowed(choices.value, current);
    const other = beside.value && allowed({ ...asked, branch: choices.value.branch, method: beside.value }, current);
    ask({ typed: text.value, edits: edits.value, changed: changedText.value, asked, other });
  });
}

const ask = newestOnly<Question>(async (question, signal) => {
  try {
    // Not given up for a newer text: while someone types, each answer shall be seen.
    const of = await worker.ask('explain', { ...question.asked, text: question.changed });
    explained.value = { text: question.changed, edits: question.edits, of };
    await askTheRest(question, signal);
  } catch (error) {
    sayFailed(error);
  }
});

async function askTheRest({ typed, edits, changed, asked, other }: Question, signal: AbortSignal): Promise<void> {
  const options = { signal };
  const first = { ...asked, text: changed };
  const answer = <Of>(of: Of): Answer<Of> => ({ text: changed, edits, of });
  unchanged.value =
    typed === changed
      ? null
      : { text: typed, edits: [], of: await worker.ask('explain', { ...asked, text: typed }, options) };
  compared.value =
    other && answer(await worker.ask('compare', { first, second: { ...other, text: changed } }, options));
  receipt.value = answer(await worker.ask('receipt', first, options));
  reversals.value = answer({
    delete: await worker.ask('reverse', { text: changed, removal: 'delete' }, options),
    zero: await worker.ask('reverse', { text: changed, removal: 'zero' }, options),
  });
}
