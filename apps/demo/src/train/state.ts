import { batch, computed, signal } from '@preact/signals';
import type { EpochSummary } from '@textcam/text';
import { examples } from '../explain/examples.js';
import type { PinnedNews, Point, PresetName, Trained, TrainingData, TrainingSettings } from '../protocol/trainCalls.js';
import type { ChosenTable } from '../tables/chosenTable.js';

/** What each preset begins with: few texts want small steps, so that learning can be watched. */
const firstSettings = {
  article: {
    starter: { preset: 'article', dimensions: 100, epochs: 20, batchSize: 10, learningRate: 0.001, seed: 1 },
    table: { preset: 'article', dimensions: 300, epochs: 2, batchSize: 100, learningRate: 0.001, seed: 1 },
  },
  accurate: {
    starter: { preset: 'accurate', dimensions: 16, epochs: 10, batchSize: 10, learningRate: 0.001, seed: 1 },
    table: { preset: 'accurate', dimensions: 16, epochs: 2, batchSize: 100, learningRate: 0.001, seed: 1 },
  },
} as const satisfies Record<PresetName, Record<'starter' | 'table', TrainingSettings>>;

/** The visitor's own table; null for the corpus that comes with the page. */
export const table = signal<ChosenTable | null>(null);
export const settings = signal<TrainingSettings>(firstSettings.article.starter);
/** Whether they are as they were at first. */
export const isUnchanged = computed(() => settings.value === settingsAtFirst(settings.value.preset));

/** What a preset begins with on the chosen texts. */
export function settingsAtFirst(preset: PresetName): TrainingSettings {
  return firstSettings[preset][table.value === null ? 'starter' : 'table'];
}

/** Chooses other texts; settings that nobody has changed become those for them. */
export function chooseTexts(chosen: ChosenTable | null): void {
  const follows = isUnchanged.value;
  batch(() => {
    table.value = chosen;
    if (follows) settings.value = settingsAtFirst(settings.value.preset);
  });
}

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
