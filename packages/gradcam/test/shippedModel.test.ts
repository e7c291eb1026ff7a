import { CpuDevice, embedding, gradients, scope, slice, subtract } from '@textcam/tensor';
import { type Classifier, loadClassifier, makeBatch } from '@textcam/text';
import { readFileOrExplain, shippedFile } from '@textcam/text/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Explanation, explain } from '../src/index.js';

// The article's review, as far as the article quotes it, and others of other lengths and verdicts.
const reviews = [
  "Pretty bad PRC cheapie which I rarely bother to watch over again, and it's no wonder -- it's slow and creaky and dull as a butter " +
    'knife. Mad doctor George Zucco is at it again, turning a dimwitted farmhand in overalls (Glenn Strange) into a wolf-man.',
  'A wonderful, moving film. I laughed, I cried, and I would gladly watch it again tomorrow.',
  'Excellent.',
  'Not bad, not good.<br /><br />The cast tries hard; the script does not.',
];

describe('explanations by the shipped model', () => {
  // In float64, so that the identities hold to many digits: where the model is certain, its loss has hardly a gradient in float32.
  let classifier: Classifier;
  beforeAll(async () => {
    const path = shippedFile('models/article.safetensors');
    classifier = loadClassifier(await readFileOrExplain(path, 'model'), path, new CpuDevice({ precision: 'float64' }));
  });

  test("of the article's review, it says negative because of bad and dull, as the article does", async () => {
    const { predicted, tokens } = await explain(classifier, reviews[0]);
    const strongest = tokens
      .filter(({ relevance }) => relevance !== null)
      .sort((a, b) => b.relevance! - a.relevance!)
      .slice(0, 3);
    expect(predicted).toBe('negative');
    expect(strongest.map(({ text }) => text)).toEqual(expect.arrayContaining(['bad', 'dull']));
  });

  test.each(reviews)('the signed maps of all branches and the dense bias sum to the margin: %s', async (text) => {
    const { explained, rival, windows, score } = await explain(classifier, text, { branch: 'all' });
    const bias = await classifier.network.dense.bias.read();
    const biasOf = (label: string | null) => bias[classifier.labels.indexOf(label ?? '')];
    const total = windows.reduce((sum, { relevance }) => sum + relevance, biasOf(explained) - biasOf(rival));
    expect(total).toBeCloseTo(score, 8);
  });

  test.each(reviews)("branch 1's map is gradient × input plus its bias's share, token by token: %s", async (text) => {
    const { tokens, explained, rival } = await explain(classifier, text);
    const products = await gradientTimesInput(classifier, text, { explained, rival });
    const shares = tokens.flatMap(({ relevance }) => (relevance === null ? [] : [relevance]));
    const gaps = shares.map((share, n) => share - products[n]);
    for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0], 8);
  });

  test.each(reviews)(
    "the article's heat ranks as signed Grad-CAM does where m < 0, and in reverse where m > 0: %s",
    async (text) => {
      const article = await explain(classifier, text, { method: 'article' });
      const signed = await explain(classifier, text);
      const scale = article.warnings.length > 0 ? -1 : 1;
      const strongest = Math.max(...article.tokens.map(({ relevance }) => relevance ?? 0));
      const cut = signed.tokens.map(({ relevance }) => (relevance === null ? null : Math.max(0, scale * relevance)));
      const largest = Math.max(...cut.map((value) => value ?? 0));
      article.tokens.forEach(({ relevance }, n) => {
        if (relevance !== null) expect(relevance / strongest).toBeCloseTo(cut[n]! / largest, 6);
      });
    },
  );
});

/** ⟨e, ∂margin/∂e⟩ of the first branch alone, for each seen token, by the plain embedding: its filters of width 1 times their weights. */
async function gradientTimesInput(
  classifier: Classifier,
  text: string,
  { explained, rival }: Pick<Explanation, 'explained' | 'rival'>,
): Promise<number[]> {
  const { network, labels } = classifier;
  const { ids } = classifier.encode(text);
  const kept = scope(() => {
    const placed = classifier.place(makeBatch([{ ids, label: 0 }], -1));
    const { features, logits } = network.forward(placed);
    const logit = (label: string | null) => {
      const place = labels.indexOf(label ?? '');
      return slice(logits, [0, place], [1, place + 1]);
    };
    const [gradient] = gradients(subtract(logit(explained), logit(rival)), [features[0]]);
    return { gradient, embedded: embedding(network.embedding.weight, placed.indices) };
  });
  const weight = await network.convolutions[0].weight.read();
  const [gradient, embedded] = [await kept.gradient.read(), await kept.embedded.read()];
  const [filters, , dimensions] = network.convolutions[0].weight.shape;
  return Array.from(ids, (_, t) => {
    let total = 0;
    for (let k = 0; k < filters; k++) {
      for (let d = 0; d < dimensions; d++) {
        total += gradient[t * filters + k] * weight[k * dimensions + d] * embedded[t * dimensions + d];
      }
    }
    return total;
  });
}
