import { batch } from '@preact/signals';
import { typeText } from '../explain/state.js';
import { starterAddress } from '../page/files.js';
import { newestOnly } from '../page/newestOnly.js';
import { say, sayFailed } from '../page/notices.js';
import { deviceChoice, loadModel, startLongWorker } from '../page/session.js';
import type { LongCalls } from '../protocol/calls.js';
import type { Connection } from '../protocol/client.js';
import type { PinnedNews, Point, TrainingData, TrainingNews } from '../protocol/trainCalls.js';
import { chosenTable } from '../tables/chosenTable.js';
import {
  chooseTexts,
  epochs,
  isBusy,
  learnedFrom,
  lookedAt,
  losses,
  phase,
  pinnedHistory,
  pinnedText,
  settings,
  speeds,
  table,
  trained,
  work,
} from './state.js';

/** Trains beside the page's own worker, so that explanations need not wait. */
let trainer: Connection<keyof LongCalls> | undefined;
const trainerOf = () => {
  trainer ??= startLongWorker();
  return trainer;
};

/** Has the worker load what it needs before it is asked anything. */
export function warmUp(): void {
  trainerOf();
}

export async function chooseTable(file: File): Promise<void> {
  if (isBusy.value) return sayFailed(new Error('A training is running. Stop it before you choose other texts.'));
  try {
    const guess = await trainerOf().ask('look', file);
    chooseTexts(chosenTable(file, guess));
  } catch (error) {
    sayFailed(error);
  }
}

/** What is chosen to learn from; null while its labels are not. */
export function chosenData(): TrainingData | null {
  if (table.value === null) return { kind: 'starter', address: starterAddress };
  const { file, textColumn, labelColumn } = table.value;
  return labelColumn === null ? null : { kind: 'table', file, textColumn, labelColumn };
}

export async function start(data: TrainingData): Promise<void> {
  batch(() => {
    phase.value = 'running';
    work.value = { what: 'Opening the texts', share: null };
    losses.value = [];
    speeds.value = [];
    epochs.value = [];
    pinnedHistory.value = [];
    lookedAt.value = null;
    trained.value = null;
    learnedFrom.value = data;
  });
  try {
    const asked = { data, settings: settings.value, device: deviceChoice.value, pinned: pinnedText.value };
    const answer = await trainerOf().ask('train', asked, { onTold: take });
    batch(() => {
      trained.value = answer;
      phase.value = 'done';
    });
  } catch (error) {
    if (phase.value === 'stopping') say(error instanceof Error ? error.message : String(error));
    else sayFailed(error);
    phase.value = 'idle';
  }
}

export function pause(wanted: boolean): void {
  if (phase.value !== 'running' && phase.value !== 'paused') return;
  phase.value = wanted ? 'paused' : 'running';
  void trainer?.ask('steer', { pause: wanted }).catch(sayFailed);
}

export function stop(): void {
  phase.value = 'stopping';
  void trainer?.ask('steer', { stop: true }).catch(sayFailed);
}

/** Pins another text: a training explains it as it goes, its finished model at once. */
export function pin(text: string): void {
  pinnedText.value = text;
  if (isBusy.value) void trainer?.ask('steer', { pinned: text }).catch(sayFailed);
  else if (trained.value) explainPinned(text);
}

const explainPinned = newestOnly<string>(async (text, signal) => {
  const done = trained.value;
  if (!trainer || !done) return;
  const choices = { method: 'gradcam', branch: 'all', className: null, target: 'margin', relu: false } as const;
  try {
    const explained = await trainer.ask('explain', { ...choices, text }, { signal });
    takePinned({ text, steps: done.steps.done, explained });
  } catch (error) {
    sayFailed(error);
  }
});

/** The trained model becomes the page's. */
export async function useTrained(): Promise<void> {
  if (!trained.value) return;
  const { bytes, file } = trained.value;
  await loadModel({ file: new File([bytes], file) });
}

/** Explains one of the texts held back by the trained model, in the Explain view. */
export async function openExample(name: string): Promise<void> {
  if (!trainer || !learnedFrom.value) return;
  try {
    const text = await trainer.ask('exampleText', { data: learnedFrom.value, name });
    await useTrained();
    typeText(text);
    location.hash = '#/explain';
  } catch (error) {
    sayFailed(error);
  }
}

function take(news: TrainingNews): void {
  batch(() => {
    if (news.kind === 'work') work.value = { what: news.what, share: news.share };
    else if (news.kind === 'pinned') takePinned(news.pinned);
    else if (news.kind === 'epoch') epochs.value = [...epochs.value, news.summary];
    else if (news.kind === 'said') say(news.sentence);
    else {
      if (news.losses.length > 0) losses.value = thinned([...losses.value, ...news.losses]);
      if (news.examplesPerSecond) speeds.value = thinned([...speeds.value, news.examplesPerSecond]);
    }
  });
}

/** Another text begins anew: what was said of the one before does not lead to it. */
function takePinned(news: PinnedNews): void {
  const before = pinnedHistory.value.filter(({ text }) => text === news.text);
  if (before.length < pinnedHistory.value.length) lookedAt.value = null;
  const all = [...before, news];
  pinnedHistory.value = all.length <= mostPinned ? all : all.filter((_, n) => n % 2 === 0 || n === all.length - 1);
  if (all.length > mostPinned && lookedAt.value !== null) lookedAt.value = Math.floor(lookedAt.value / 2);
}

/** Explanations that can be gone back to. */
const mostPinned = 64;

/** More points than a chart has pixels are drawn for nothing. */
const mostPoints = 1200;

/** Every second of the points, when there are too many; the last one always. */
function thinned(points: readonly Point[]): readonly Point[] {
  return points.length <= mostPoints ? points : points.filter((_, n) => n % 2 === 0 || n === points.length - 1);
}
