import type { InputText } from '../inputText.js';
import { attributeBy } from '../methods/index.js';
import type { Look } from '../methods/looks.js';
import type { Answer } from '../methods/method.js';
import type { ExplainableModel } from '../model.js';
import type { Target } from '../target.js';

/** Texts, and of each the score that is explained. */
export interface TextsWithTargets {
  texts: readonly InputText[];
  targets: readonly Target[];
}

/** What the method says of texts. */
export async function answersOf(
  { method, branch }: Look,
  model: ExplainableModel,
  { texts, targets }: TextsWithTargets,
  options: { steps?: number } = {},
): Promise<Answer[]> {
  const branches = branch === 'all' ? model.branches.map((_, n) => n + 1) : [branch];
  return attributeBy[method]({ method, model, texts, targets, branches, relu: method === 'article', ...options });
}

/** The same again, for a model or vectors changed a little. An affine score has one gradient: two points on the way see what fifty see. */
export async function answersAgain(audited: Look, model: ExplainableModel, asked: TextsWithTargets): Promise<Answer[]> {
  return answersOf(audited, model, asked, model.affine ? { steps: 2 } : {});
}

/** Does the method look at vectors, so that they can be moved a little? Leaving out words and putting others there looks at ids. */
export function looksAtVectors({ method }: Look): boolean {
  return method !== 'occlusion-delete' && method !== 'occlusion-pad';
}
