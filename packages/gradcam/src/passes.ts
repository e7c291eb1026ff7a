// b text, t position
import { add, multiply, scope, sum, Tensor } from '@textcam/tensor';
import { embedded, idsAtOnce, inBatches, placed, positionsAtOnce } from './batches.js';
import type { FeatureMap } from './featureMaps/featureMap.js';
import type { InputText } from './inputText.js';
import { type ExplainableModel, featuresOf, gradientsOf } from './model.js';
import { mapsOf, positionsOf, readOnce, rowsOf } from './readings.js';
import type { Target } from './target.js';
import { windowCount } from './windows.js';

/** The logits of each text. */
export async function logitsOf(model: ExplainableModel, texts: readonly InputText[]): Promise<number[][]> {
  return inBatches(texts, idsAtOnce, async (batch) => {
    const logits = scope(() => model.forward(placed(model, batch)).logits);
    return rowsOf(await readOnce(logits), batch.length);
  });
}

/** Of a text, each branch's features and the gradients of the score with respect to them. */
export interface FeaturePass {
  activations: FeatureMap[];
  gradients: FeatureMap[];
}

/** One forward and one backward pass through the model for many texts. Throws ExplainError for a model that hands out no features. */
export async function featurePasses(
  model: ExplainableModel,
  texts: readonly InputText[],
  targets: readonly Target[],
): Promise<FeaturePass[]> {
  const together = texts.map((text, n) => ({ ...text, target: targets[n] }));
  return inBatches(together, idsAtOnce, async (batch) => {
    const made = scope(() => {
      const asked = placed(model, batch);
      const { features: handedOut, logits } = model.forward(asked);
      const features = [...featuresOf(model, asked, handedOut)];
      const score = totalScore(logits, batch);
      return { activations: features, gradients: gradientsOf(score, features, 'features') };
    });
    const read = (maps: readonly Tensor[]) =>
      Promise.all(
        maps.map((map, n) =>
          mapsOf(
            map,
            batch.map(({ ids }) => windowCount(ids.length, model.branches[n])),
          ),
        ),
      );
    const [activations, found] = [await read(made.activations), await read(made.gradients)];
    return batch.map((_, b) => ({
      activations: activations.map((map) => map[b]),
      gradients: found.map((map) => map[b]),
    }));
  });
}

/**
 * ⟨e, mean gradient of the score at points · e⟩ for each position of each text: gradient × input for the point 1. The points are shares of
 * the way from vectors of zeros to the text's own.
 */
export async function pathProducts(
  model: ExplainableModel,
  texts: readonly InputText[],
  targets: readonly Target[],
  points: readonly number[],
): Promise<number[][]> {
  const together = texts.map((text, n) => ({ ...text, target: targets[n] }));
  return inBatches(together, positionsAtOnce, async (batch) => {
    const products = scope(() => {
      const { table, ...at } = embedded(model, batch);
      const { device } = table;
      // Added up as one number a position: fifty gradients of the size of the texts' vectors would take 500 MB.
      const along = points.map((point) =>
        scope(() => {
          const there = multiply(table, Tensor.from(device, [point]));
          const { logits } = model.forward({ ...at, table: there });
          const [gradient] = gradientsOf(totalScore(logits, batch), [there], 'table');
          return sum(multiply(table, gradient), [1]);
        }),
      );
      const total = along.reduce((sofar, products) => add(sofar, products));
      return multiply(total, Tensor.from(device, [1 / points.length]));
    });
    return positionsOf(await readOnce(products), batch);
  });
}

/**
 * What each position adds to the score in each branch: [branch][position] of each text. The gradients at the features are held fixed, so
 * that what a branch makes of the vectors is all that is taken apart; with `passes` of the same texts and targets.
 */
export async function branchProducts(
  model: ExplainableModel,
  texts: readonly InputText[],
  passes: readonly FeaturePass[],
): Promise<number[][][]> {
  const together = texts.map((text, n) => ({ ...text, gradients: passes[n].gradients }));
  return inBatches(together, positionsAtOnce, async (batch) => {
    const products = scope(() => {
      const { table, ...at } = embedded(model, batch);
      const { features } = model.forward({ ...at, table });
      return features.map((map, branch) => {
        const fixed = asConstant(
          map,
          batch.map((text) => text.gradients[branch]),
        );
        const [gradient] = gradientsOf(sum(multiply(map, fixed)), [table], 'table');
        return sum(multiply(table, gradient), [1]);
      });
    });
    const values = await Promise.all(products.map(readOnce));
    const byBranch = values.map((own) => positionsOf(own, batch));
    return batch.map((_, b) => byBranch.map((branch) => branch[b]));
  });
}

/** The logits of texts as long as these, of which no vector says anything: those of the biases alone. */
export async function logitsAtZero(model: ExplainableModel, texts: readonly InputText[]): Promise<number[][]> {
  return logitsOf(
    model,
    texts.map(({ ids, length }) => ({ ids: new Int32Array(ids.length).fill(-1), length })),
  );
}

/** The texts' scores in one sum: texts do not meet, so its gradient is that of each. */
export function totalScore(logits: Tensor, texts: readonly { target: Target }[]): Tensor {
  const [, classes] = logits.shape;
  const chosen = new Float64Array(logits.size);
  texts.forEach(({ target: { explained, rival } }, b) => {
    chosen[b * classes + explained] = 1;
    if (rival !== null) chosen[b * classes + rival] = -1;
  });
  return sum(multiply(logits, Tensor.from(logits.device, chosen, logits.shape)));
}

function asConstant({ device, shape }: Tensor, maps: readonly FeatureMap[]): Tensor {
  const [batch, positions, channels] = shape;
  const values = new Float64Array(batch * positions * channels);
  maps.forEach((map, b) => {
    map.forEach((row, t) => {
      values.set(row, (b * positions + t) * channels);
    });
  });
  return Tensor.from(device, values, shape);
}
