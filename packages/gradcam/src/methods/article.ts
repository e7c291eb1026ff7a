import { embedding, mean, scope, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { placed } from '../batches.js';
import { weightedSum } from '../featureMaps/featureMap.js';
import type { InputText } from '../inputText.js';
import { featuresOf, gradientsOf, weightOf } from '../model.js';
import { mapsOf, readOnce } from '../readings.js';
import { windowCount, windowsOf } from '../windows.js';
import { answerOf } from './featureMethod.js';
import type { Answer, Attribute, Question } from './method.js';

/**
 * The article's own: each channel weighted by the mean gradient of the LOSS with respect to its filter's weights, cut off at zero.
 *
 * A weight's gradient is that of the activations times what the weight is applied to, the embeddings. So the mean is the Grad-CAM weight
 * of the loss times m, the mean of all embedding entries. More loss speaks against the class: with m > 0 the ranking is the exact reverse.
 */
export const article: Attribute = async (question) => {
  const answers: Answer[] = [];
  // Weights are shared by all texts, so the gradient of each is asked for alone.
  for (const n of question.texts.keys()) answers.push(await ofText(question, n));
  return answers;
};

async function ofText({ model, texts, targets, branches: [branch] }: Question, n: number): Promise<Answer> {
  const text: InputText = texts[n];
  const weight = weightOf(model, branch, 'article');
  const { device } = weight;
  const made = scope(() => {
    const batch = placed(model, [text]);
    const { features, logits } = model.forward(batch);
    const loss = softmaxCrossEntropy(logits, Tensor.from(device, [targets[n].explained], [1], 'int32'));
    const [gradient] = gradientsOf(loss, [weight], 'convolutions');
    const table = batch.table ?? model.embedding.weight;
    return {
      map: featuresOf(model, batch, features)[branch - 1],
      weights: mean(gradient, [1, 2]),
      means: mean(embedding(table, batch.indices), [2]),
    };
  });
  const looks = model.branches[branch - 1];
  const [[activations], weights, means] = await Promise.all([
    mapsOf(made.map, [windowCount(text.ids.length, looks)]),
    readOnce(made.weights),
    readOnce(made.means),
  ]);
  const values = weightedSum(activations, Array.from(weights), true);
  const m = meanUnderFilters(means, windowsOf(values, looks, text.ids.length, text.units?.firsts));
  return { ...answerOf(model, text, [{ branch, values }]), m, warnings: m > 0 ? [warningOf(m)] : [] };
}

/** The mean of a value per word, each counting once for each window that it is in. */
function meanUnderFilters(values: ArrayLike<number>, windows: readonly { first: number; last: number }[]): number {
  let total = 0;
  let count = 0;
  for (const { first, last } of windows) {
    for (let n = first; n <= last; n++) total += values[n];
    count += last - first + 1;
  }
  return total / count;
}

function warningOf(m: number): string {
  return (
    `m, the mean of all embedding entries of this text, is ${m.toPrecision(3)}, above 0: the article's method then ranks the words in ` +
    'the exact reverse order. Use gradcam.'
  );
}
