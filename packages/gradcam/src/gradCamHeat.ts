import { gradients, scope, slice, subtract } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { gradCam } from './featureMaps/gradCam.js';
import { forwardAlone, type Heat, type HeatOptions, readMap } from './heat.js';

/** Grad-CAM of the margin, the logit of the explained class minus that of its rival, on one branch of the network. */
export async function gradCamHeat(classifier: Classifier, ids: Int32Array, options: HeatOptions): Promise<Heat> {
  const { explained, rival, branch, relu } = options;
  const kept = scope(() => {
    const { features, logits } = forwardAlone(classifier, ids);
    const logit = (of: number) => slice(logits, [0, of], [1, of + 1]);
    const map = features[branch - 1];
    const [gradient] = gradients(subtract(logit(explained), logit(rival)), [map]);
    return { map, gradient };
  });
  const [activations, gradient] = [await readMap(kept.map), await readMap(kept.gradient)];
  return { map: gradCam(activations, gradient, { relu }), m: null, warnings: [] };
}
