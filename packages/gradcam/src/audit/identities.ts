import type { BranchChoice, Method } from '../explanation.js';
import type { Answer } from '../methods/method.js';
import type { Target } from '../target.js';
import type { SelfTest } from './auditResult.js';

const tolerances = {
  'receipt: bias + words + padding = margin': 1e-4,
  'all maps + dense bias = margin': 1e-5,
  'HiResCAM = Grad-CAM': 1e-5,
  'gradient × input = integrated gradients': 1e-5,
  'gradient × input = occlusion by zero': 1e-5,
  'δ of integrated gradients = 0': 1e-5,
  'infidelity of the raw gradient = 0': 1e-6,
  'max-sensitivity of the raw gradient = 0': 1e-5,
  'article = ReLU(-m (1 - s) T · Grad-CAM)': 1e-5,
} as const;

export type Identity = keyof typeof tolerances;

/** The largest residual of each identity so far. */
export class Residuals {
  readonly #largest = new Map<Identity, { residual: number; texts: number }>();

  add(found: Partial<Record<Identity, number>>): void {
    for (const [name, residual] of Object.entries(found) as [Identity, number][]) {
      const { residual: before, texts } = this.#largest.get(name) ?? { residual: 0, texts: 0 };
      this.#largest.set(name, { residual: Math.max(before, residual), texts: texts + 1 });
    }
  }

  /** What became of each. */
  results(model: AuditedModel): SelfTest[] {
    return (Object.keys(tolerances) as Identity[]).map((name) => {
      const tolerance = tolerances[name];
      const reason = reasonAgainst(name, model) ?? (this.#largest.has(name) ? null : 'there is no text to try it on');
      if (reason !== null) return { name, outcome: 'not applicable', residual: null, tolerance, texts: 0, reason };
      const { residual, texts } = this.#largest.get(name)!;
      if (!Number.isFinite(residual)) {
        return { name, outcome: 'failed', residual: null, tolerance, texts, reason: 'a text gave no number' };
      }
      return { name, outcome: residual <= tolerance ? 'passed' : 'failed', residual, tolerance, texts, reason };
    });
  }
}

/** What of a model decides which identities must hold. */
interface AuditedModel {
  affine: boolean;
  /** Does it know n-grams? */
  ngrams: boolean;
  classes: number;
}

function reasonAgainst(name: Identity, { affine, ngrams, classes }: AuditedModel): string | null {
  if (!affine) return 'the logits are no affine function of the vectors: the network has activations';
  if (ngrams && name === 'gradient × input = occlusion by zero') {
    return 'n-grams go as a whole with any of their words';
  }
  if (name.startsWith('article') && classes !== 2) return `it holds for two classes, and there are ${classes}`;
  return null;
}

/** A text that is explained by every method. */
export interface Proven {
  /** Ids that stand for words. */
  count: number;
  target: Target;
  score: number;
  /** Of the explained class, after softmax. */
  probability: number;
  /** What the dense layer adds to the score. */
  denseBias: number;
  answerOf(method: Method, branch?: BranchChoice): Answer;
}

/** How far a text is from each identity between methods. */
export function residualsOf(text: Proven): Partial<Record<Identity, number>> {
  const { answerOf, score, denseBias } = text;
  const [products, path, zeroed] = (['gradient-x-input', 'integrated-gradients', 'occlusion-zero'] as const).map(
    (method) => answerOf(method),
  );
  const { receipt } = answerOf('receipt');
  const [cam, hiRes] = [mapValues(answerOf('gradcam')), mapValues(answerOf('hirescam'))];
  const terms = receipt ? [receipt.bias, receipt.padding, ...receipt.byBranch.flat()] : [];
  return {
    'receipt: bias + words + padding = margin': Math.abs(receipt?.residual ?? Number.NaN) / size(terms),
    'all maps + dense bias = margin': Math.abs(total(cam) + denseBias - score) / size([...cam, denseBias]),
    'HiResCAM = Grad-CAM': distance(hiRes, cam) / size(cam),
    'gradient × input = integrated gradients': distance(products.values, path.values) / size(products.values),
    'gradient × input = occlusion by zero': distance(products.values, zeroed.values) / size(products.values),
    'δ of integrated gradients = 0': Math.abs(path.delta ?? Number.NaN) / size(path.values),
    ...articleResidual(text),
  };
}

/** Fact: the article's weights are those of Grad-CAM of the margin, times T · (1 - s) · m, with the other sign: so are the maps. */
function articleResidual({ answerOf, count, probability }: Proven): Partial<Record<Identity, number>> {
  const article = answerOf('article', 1);
  const m = article.m ?? 0;
  const cam = mapValues(answerOf('gradcam', 1)).map((value) => -m * count * value);
  // Of what the loss of an undecided text would give: rounding leaves 1 - s of a decided one few digits.
  const scale = Math.max(...cam.map(Math.abs)) || 1;
  const expected = cam.map((value) => Math.max(0, (1 - probability) * value));
  return { 'article = ReLU(-m (1 - s) T · Grad-CAM)': distance(mapValues(article), expected) / scale };
}

function mapValues({ maps = [] }: Answer): number[] {
  return maps.flatMap(({ values }) => values);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((largest, value, n) => Math.max(largest, Math.abs(value - b[n])), 0);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The sum without signs; 1 where that is 0, and so is all that is held against it. */
function size(values: readonly number[]): number {
  return total(values.map(Math.abs)) || 1;
}
