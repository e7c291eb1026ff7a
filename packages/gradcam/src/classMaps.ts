import type { TextCnnResult } from '@textcam/nn';
import { concat, gradients, reshape, slice, sum, type Tensor, weightedChannels } from '@textcam/tensor';

/**
 * Grad-CAM of every class's logit for many texts in one pass, on the branches asked for, counted from 1: [batch, positions, classes] each.
 *
 * A logit reaches the features through their means alone, so each window's gradient is that of the mean divided by the number of the text's
 * windows; so is their mean, the channel's weight. The maps are not divided yet: that number is the reader's to divide by. A margin's map is
 * the difference of two classes'.
 *
 * @see Selvaraju et al. 2017, equations 1 and 2, https://arxiv.org/abs/1610.02391
 */
export function classMaps({ features, means, logits }: TextCnnResult, branches: readonly number[]): Tensor[] {
  const [batch, classes] = logits.shape;
  const channels = means.shape[1];
  // Texts do not meet, so the gradient of a sum over them is that of each.
  const gradientOf = (of: number) => gradients(sum(slice(logits, [0, of], [batch, of + 1])), [means])[0];
  const all = concat(
    Array.from({ length: classes }, (_, of) => gradientOf(of)),
    1,
  );
  const weights = reshape(all, [batch, classes, channels]);
  return branches.map((branch) => {
    const map = features[branch - 1];
    const first = features.slice(0, branch - 1).reduce((total, { shape }) => total + shape[2], 0);
    return weightedChannels(map, slice(weights, [0, 0, first], [batch, classes, first + map.shape[2]]));
  });
}
