import type { FeatureMap } from '../featureMaps/featureMap.js';
import type { InputText } from '../inputText.js';
import type { ExplainableModel } from '../model.js';
import { featurePasses } from '../passes.js';
import { shareAmongIds, windowsOf } from '../windows.js';
import { wordValues } from '../wordValues.js';
import type { Answer, Attribute, BranchMap } from './method.js';

/** A method that weighs a feature map with the score's gradients: both [time][channels] → [time]. */
type Weigh = (activations: FeatureMap, gradients: FeatureMap, options: { relu: boolean }) => number[];

/** An attribution method from the pure function on one feature map. */
export function featureMethod(weigh: Weigh): Attribute {
  return async ({ model, texts, targets, branches, relu }) => {
    const passes = await featurePasses(model, texts, targets);
    return passes.map(({ activations, gradients }, n) =>
      answerOf(
        model,
        texts[n],
        branches.map((branch) => ({ branch, values: weigh(activations[branch - 1], gradients[branch - 1], { relu }) })),
      ),
    );
  };
}

/** Maps laid on the words: each window's value in equal parts to the ids in it, and so to their words. */
export function answerOf(model: ExplainableModel, text: InputText, maps: BranchMap[]): Answer {
  const { ids, units } = text;
  const values = new Array<number>(ids.length).fill(0);
  for (const { branch, values: map } of maps) {
    const windows = windowsOf(map, model.branches[branch - 1], ids.length, units?.firsts);
    shareAmongIds(windows, ids.length).forEach((share, n) => {
      values[n] += share;
    });
  }
  return { ...wordValues(text, values, false), maps };
}
