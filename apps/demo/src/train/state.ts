import { computed, signal } from '@preact/signals';
import type { EpochSummary } from '@textcam/text';
import { examples } from '../explain/examples.js';
import type { PinnedNews, Point, Trained, TrainingData, TrainingSettings } from '../protocol/trainCalls.js';
import type { ChosenTable } from '../tables/chosenTable.js';

/** Few texts want small steps, so that learning can be watched. */
export const starterSettings: TrainingSettings = {
  dimensions: 100,
  epochs: 20,
  batchSize: 10,
  learningRate: 0.001,
  seed: 1,
};
export const articleSettings: TrainingSettings = {
  dimensions: 300,
  epochs: 2,
  batchSize: 100,
  learningRate: 0.001,
  seed: 1,
};

/** The visitor's own table; null for the corpus that comes with the page. */
export const table = signal<ChosenTable | null>(null);
export const settings = signal<TrainingSettings>(starterSettings);
/** The text whose explanation is followed while the model learns. */
export const pinnedText = signal(examples.at(-1)?.text ?? '');

export type Phase = 'idle' | 'running' | 'paused' | 'stopping' | 'done';
export const phase = signal<Phase>('idle');
export const isBusy = computed(() => ['running', 'paused', 'stopping'].includes(phase.value));

/** What is being done, and how much of it is. */
export const work = signal<{ what: string; share: number | null }>({ what: '', share: null });
/** What the model that is shown learned from. */
export const learnedFrom = signal<TrainingData | null>(null);
export const losses = signal<readonly Point[]>([]);
export const speeds = signal<readonly Point[]>([]);
export const epochs = signal<readonly EpochSummary[]>([]);
/** How the pinned text was explained so far, the newest last: not each time, but from the first to the last. */
export const pinnedHistory = signal<readonly PinnedNews[]>([]);
/** Which of these is looked at; the newest when null. */
export const lookedAt = signal<number | null>(null);
export const trained = signal<Trained | null>(null);
