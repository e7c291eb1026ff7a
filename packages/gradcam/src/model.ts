import { gradients, type Indices, type Tensor } from '@textcam/tensor';
import { ExplainError } from './explainError.js';
import type { Method } from './explanation.js';
import { windowCount } from './windows.js';

/** Texts as a model takes them. */
export interface ModelBatch {
  /** [batch, time]; -1 where no word is: such a position counts as zeros. */
  indices: Indices;
  /** How many positions of each text count, int32 [batch]. */
  lengths: Tensor;
  /** Read in place of the embedding's own table, when it is there: [rows, dimensions], which the indices are into. */
  table?: Tensor;
}

/** A model that hands out what its explanations need. TextCnn of @textcam/nn is one. */
export interface ExplainableModel {
  /** [rows, dimensions] */
  readonly embedding: { readonly weight: Tensor };
  /** What the features' positions look at: position t covers the words t - padding to t - padding + kernelSize - 1. */
  readonly branches: readonly { readonly kernelSize: number; readonly padding: number }[];
  /** The article's method alone asks for them: weight [filters, kernelSize, dimensions] of each branch. */
  readonly convolutions?: readonly { readonly weight: Tensor }[];
  /** Whether the logits are an affine function of the vectors read. Then some searches are exact. */
  readonly affine?: boolean;
  /** Features of each branch, [batch, positions, channels], and logits computed from them, [batch, classes]. */
  forward(batch: ModelBatch): { features: readonly Tensor[]; logits: Tensor };
}

/** The features of a batch, one of each branch. Throws ExplainError for a model that hands out none, or others than its branches say. */
export function featuresOf(
  { branches }: ExplainableModel,
  { indices }: ModelBatch,
  features: readonly Tensor[] | undefined,
): readonly Tensor[] {
  if (!features || features.length === 0 || features.length !== branches.length) {
    throw new ExplainError(
      `explain: the model hands out ${features?.length ?? 'no'} feature maps for ${branches.length} branches; must be one of each; ` +
        'return them from its forward',
    );
  }
  const [batch, time] = indices.shape;
  features.forEach(({ shape }, n) => {
    const positions = windowCount(time, branches[n]);
    if (shape.length === 3 && shape[0] === batch && shape[1] === positions) return;
    throw new ExplainError(
      `explain: the feature map of branch ${n + 1} is [${shape.join(', ')}]; must be [${batch}, ${positions}, channels], for a text of ${time} words ` +
        'by the kernelSize and padding of the branch; set these right',
    );
  });
  return features;
}

/** What a gradient is taken of, and what a model has to do that it can be. */
const neededFor = {
  features: 'compute its logits from the feature maps that it hands out',
  table: "read `table` in place of its embedding's own when it is there",
  convolutions: 'compute its features with the weights of the `convolutions` that it hands out',
} as const;

/** The gradients of a score with respect to a part of the model. Throws ExplainError when the score does not depend on it. */
export function gradientsOf(score: Tensor, targets: readonly Tensor[], part: keyof typeof neededFor): Tensor[] {
  try {
    return gradients(score, targets);
  } catch (error) {
    // What goes wrong on a device is no fault of the model.
    if (!(error instanceof Error && error.message.startsWith('gradients: '))) throw error;
    throw new ExplainError(`explain: the model's score has no gradients by its ${part}; it must ${neededFor[part]}`, {
      cause: error,
    });
  }
}

/** The weights of a branch's filters. Throws ExplainError for a model that hands out none. */
export function weightOf(model: ExplainableModel, branch: number, method: Method): Tensor {
  const weight = model.convolutions?.[branch - 1]?.weight;
  if (weight) return weight;
  throw new ExplainError(
    `explain: the model hands out no convolutions; ${method} needs their weights; give it \`convolutions\`, or use gradcam`,
  );
}
