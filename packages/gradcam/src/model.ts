import type { Indices, Tensor } from '@textcam/tensor';
import { ExplainError } from './explainError.js';
import type { Method } from './explanation.js';

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

/** The features, one of each branch. Throws ExplainError for a model that hands out none, or others than its branches say. */
export function featuresOf(model: ExplainableModel, features: readonly Tensor[] | undefined): readonly Tensor[] {
  if (features && features.length > 0 && features.length === model.branches.length) return features;
  throw new ExplainError(
    `explain: the model hands out ${features?.length ?? 'no'} feature maps for ${model.branches.length} branches; must be one of each; ` +
      'return them from its forward',
  );
}

/** The weights of a branch's filters. Throws ExplainError for a model that hands out none. */
export function weightOf(model: ExplainableModel, branch: number, method: Method): Tensor {
  const weight = model.convolutions?.[branch - 1]?.weight;
  if (weight) return weight;
  throw new ExplainError(
    `explain: the model hands out no convolutions; ${method} needs their weights; give it \`convolutions\`, or use gradcam`,
  );
}
