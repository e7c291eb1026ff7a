import type { Preset } from './presets.js';

/** What an epoch brought. */
export interface EpochSummary {
  /** Counted from 0. */
  epoch: number;
  /** Training alone. */
  seconds: number;
  /** The mean of the losses of this epoch's steps, each before its step. */
  trainLoss: number;
  /** Evaluated after the epoch. */
  trainAccuracy: number;
  testAccuracy: number;
  /** On the part that is held back, where there is one. */
  validationLoss?: number;
  validationAccuracy?: number;
}

/**
 * The number in the list of the epoch whose weights count: with patience the one of the lowest loss on the part held back, the first of
 * equals, and the last one otherwise.
 */
export function chosenEpoch(epochs: readonly EpochSummary[], { patience }: Pick<Preset, 'patience'>): number {
  const losses = epochs.map(({ validationLoss }) => validationLoss);
  if (patience === 0 || !losses.every((loss) => loss !== undefined)) return epochs.length - 1;
  return losses.indexOf(Math.min(...losses));
}

/** Whether these epochs are all: as many as planned, or too many since the best one. */
export function isDone(epochs: readonly EpochSummary[], preset: Pick<Preset, 'epochs' | 'patience'>): boolean {
  const since = epochs.length - 1 - chosenEpoch(epochs, preset);
  return epochs.length >= preset.epochs || (preset.patience > 0 && since >= preset.patience);
}
