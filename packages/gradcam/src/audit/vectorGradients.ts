import { scope } from '@textcam/tensor';
import { embedded, inBatches, positionsAtOnce } from '../batches.js';
import { type ExplainableModel, gradientsOf } from '../model.js';
import { totalScore } from '../passes.js';
import { readOnce } from '../readings.js';
import type { TextsWithTargets } from './auditedMethods.js';

/** The gradient of each text's score with respect to its words' vectors, row-major [positions, dimensions]. */
export async function vectorGradients(
  model: ExplainableModel,
  { texts, targets }: TextsWithTargets,
): Promise<Float64Array[]> {
  const dimensions = model.embedding.weight.shape[1];
  const together = texts.map((text, n) => ({ ...text, target: targets[n] }));
  return inBatches(together, positionsAtOnce, async (batch) => {
    const gradient = scope(() => {
      const { table, ...at } = embedded(model, batch);
      return gradientsOf(totalScore(model.forward({ ...at, table }).logits, batch), [table], 'table')[0];
    });
    const values = Float64Array.from(await readOnce(gradient));
    const width = values.length / batch.length;
    return batch.map(({ ids }, b) => values.slice(b * width, b * width + ids.length * dimensions));
  });
}
