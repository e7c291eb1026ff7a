import type { Choose } from '@textcam/text';
import type { SweepPart } from './config.js';

/** Decides the parts and the sample of every run alike: with it, the test part is that of a training with the seed it has unless told. */
const partSeed = 1;

/** What the runs of a sweep learn from and are scored on, whatever their seed. The function throws as `selectOnTrainingPart` does. */
export async function choiceOf({ on, validation, limit }: SweepPart): Promise<Choose> {
  const [{ randomStreams, selectExamples, selectOnTrainingPart }, { createRandom }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/tensor'),
  ]);
  return (listed) => {
    const choices = {
      splitRandom: createRandom(partSeed, randomStreams.split),
      sampleRandom: createRandom(partSeed, randomStreams.sample),
      ...(limit !== undefined && { limit }),
    };
    if (on === 'test') return selectExamples(listed, { splits: ['train', 'test'], ...choices });
    const validationRandom = createRandom(partSeed, randomStreams.sweep);
    return selectOnTrainingPart(listed, { fraction: validation, validationRandom, ...choices });
  };
}
