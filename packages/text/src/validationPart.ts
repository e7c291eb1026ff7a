import type { Random } from '@textcam/tensor';
import { type Selection, type SelectOptions, selectExamples } from './encode.js';
import type { Dataset } from './examples.js';
import { stratifiedTestPart } from './split.js';

export interface TrainingPartOptions extends Omit<SelectOptions, 'splits'> {
  /** Share of the training part to hold back, between 0 and 1. */
  fraction: number;
  /** Decides what is held back. */
  validationRandom: Random;
}

/**
 * The examples to work with when the test part must stay unseen: those of the training part alone, a stratified fraction of them marked as
 * test in its place. In parts as `selectExamples` gives them, a balanced sample of `limit` from each.
 *
 * It is a choice among a data set's examples, and not a data set of its own: tokens that are kept of the data serve it as they serve an
 * ordinary training. Throws DatasetError when a label has too few examples to be split, or for a fraction that is not between 0 and 1.
 */
export async function selectOnTrainingPart(
  dataset: Pick<Dataset, 'list'>,
  { fraction, validationRandom, limit, ...randoms }: TrainingPartOptions,
): Promise<Selection> {
  const learned = await selectExamples(dataset, { splits: ['train'], ...randoms });
  const held = stratifiedTestPart(learned, { fraction, random: validationRandom });
  const list = async () =>
    learned.map((entry) => ({ ...entry, split: held.has(entry.name) ? ('test' as const) : ('train' as const) }));
  return selectExamples({ list }, { splits: ['train', 'test'], ...(limit !== undefined && { limit }), ...randoms });
}
