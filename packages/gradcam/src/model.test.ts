import { CpuDevice, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { activatedCnns, randomTextCnn } from '../test/networks.js';
import { attribute, attributeAll } from './attribute.js';
import { ExplainError } from './explainError.js';
import { type Method, methods } from './explanation.js';
import { inputText } from './inputText.js';
import type { ExplainableModel } from './model.js';
import { logitsAtZero, logitsOf, pathProducts } from './passes.js';

const device = new CpuDevice({ precision: 'float64' });
const ids = [3, 7, 3, 1, 5];
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const largestGap = (some: readonly number[], others: readonly number[]) =>
  Math.max(...some.map((value, n) => Math.abs(value - others[n])));

test('noise moves no vector where no word is', async () => {
  const network = randomTextCnn(device);
  const text = inputText([-1, 3]);
  const [, dimensions] = network.embedding.weight.shape;
  const noise = Float32Array.from({ length: 2 * dimensions }, (_, n) => (n < dimensions ? 5 : 0));
  const [without, under] = [await logitsOf(network, [text]), await logitsOf(network, [{ ...text, noise }])];
  expect(largestGap(under[0], without[0])).toBeLessThan(1e-9);
});

describe('a network with activations', () => {
  const networks = activatedCnns(device);
  const named = (name: string) => networks.find((one) => one.name === name)!.network;

  test.each(networks)(
    'gradient × input, integrated gradients and occlusion by zero are three things: $name',
    async ({ network }) => {
      const [products, integrated, zero] = await Promise.all(
        (['gradient-x-input', 'integrated-gradients', 'occlusion-zero'] as const).map(
          async (method) => (await attribute(network, ids, { method })).values,
        ),
      );
      expect(largestGap(products, integrated)).toBeGreaterThan(0.01);
      expect(largestGap(products, zero)).toBeGreaterThan(0.01);
      expect(largestGap(integrated, zero)).toBeGreaterThan(0.01);
    },
  );

  test.each(networks)(
    'δ says how far integrated gradients are from adding up, and that is not far: $name',
    async ({ network }) => {
      const { values, delta, score } = await attribute(network, ids, { method: 'integrated-gradients' });
      const { receipt } = await attribute(network, ids, { method: 'receipt' });
      expect(delta).toBeCloseTo(total(values) - (score - receipt!.bias), 12);
      expect(Math.abs(delta!)).toBeLessThan(0.01 * total(values.map(Math.abs)));
      expect(delta).not.toBe(0);
    },
  );

  test('twice the steps, a quarter of δ, where the activation is smooth', async () => {
    const network = named('tanh and mean');
    const target = { explained: 0, rival: 1 };
    const [none] = await logitsAtZero(network, [inputText(ids)]);
    const { score } = await attribute(network, ids, { target: { margin: 0 } });
    const deltaIn = async (steps: number) => {
      const points = Array.from({ length: steps }, (_, n) => (n + 0.5) / steps);
      const [values] = await pathProducts(network, [inputText(ids)], [target], points);
      return total(values) - (score - (none[0] - none[1]));
    };
    const deltas = await Promise.all([10, 20, 40].map(deltaIn));
    expect(deltas[0] / deltas[1]).toBeCloseTo(4, 0);
    expect(deltas[1] / deltas[2]).toBeCloseTo(4, 0);
  });

  test.each(networks)(
    'the residual of a receipt is what the words do not explain, and it is said: $name',
    async ({ network }) => {
      const { receipt, score, values } = await attribute(network, ids, { method: 'receipt' });
      const { bias, branches, padding, residual } = receipt!;
      expect(bias + total(branches) + padding + residual).toBeCloseTo(score, 12);
      expect(total(branches)).toBeCloseTo(total(values), 12);
      expect(Math.abs(residual)).toBeGreaterThan(0.01);
    },
  );

  test('where a maximum picks the window, HiResCAM is not Grad-CAM', async () => {
    const [hires, gradcam] = await Promise.all(
      (['hirescam', 'gradcam'] as const).map(
        async (method) => (await attribute(named('relu and maximum'), ids, { method })).values,
      ),
    );
    expect(largestGap(hires, gradcam)).toBeGreaterThan(0.01);
  });
});

describe('a model without what a method needs', () => {
  const network = randomTextCnn(device);
  const { branches, embedding } = network;
  const parts: Pick<ExplainableModel, 'branches' | 'embedding'> = { branches, embedding };
  const withoutConvolutions: ExplainableModel = { ...parts, forward: (batch) => network.forward(batch) };
  const withoutFeatures: ExplainableModel = {
    ...parts,
    convolutions: network.convolutions,
    forward: (batch) => ({ ...network.forward(batch), features: [] }),
  };
  const needFeatures: Method[] = ['gradcam', 'article', 'gradcam++', 'hirescam', 'layercam', 'receipt'];
  const others = methods.filter((method) => !needFeatures.includes(method));

  test.each(needFeatures)('features: %s says so', async (method) => {
    const asked = attribute(withoutFeatures, ids, { method });
    await expect(asked).rejects.toThrow(ExplainError);
    await expect(asked).rejects.toThrow(
      'explain: the model hands out 0 feature maps for 3 branches; must be one of each; return them from its forward',
    );
  });

  test.each(others)('features: %s needs none', async (method) => {
    const asked = { method, target: { margin: 0 } };
    expect(await attribute(withoutFeatures, ids, asked)).toEqual(await attribute(network, ids, asked));
  });

  test('features of some branches alone', async () => {
    const some: ExplainableModel = {
      ...parts,
      forward: (batch) => {
        const { features, logits } = network.forward(batch);
        return { features: features.slice(1), logits };
      },
    };
    await expect(attribute(some, ids)).rejects.toThrow('the model hands out 2 feature maps for 3 branches');
  });

  test('features of other lengths than the branches say: every method that looks at them', async () => {
    const padded = branches.map((branch) => ({ ...branch, padding: branch.padding + 1 }));
    for (const method of needFeatures) {
      const asked = attribute({ ...network, branches: padded, forward: (batch) => network.forward(batch) }, ids, {
        method,
      });
      await expect(asked).rejects.toThrow(ExplainError);
      await expect(asked).rejects.toThrow(
        'explain: the feature map of branch 1 is [1, 5, 4]; must be [1, 7, channels]',
      );
    }
  });

  test('features and vectors that the logits are not computed from', async () => {
    const apart: ExplainableModel = {
      ...parts,
      convolutions: network.convolutions,
      forward: (batch) => ({
        ...network.forward(batch),
        logits: Tensor.from(device, [1, 2], [1, 2]),
      }),
    };
    const whole = [
      ['gradcam', 'features; it must compute its logits from the feature maps that it hands out'],
      ['gradient-x-input', "table; it must read `table` in place of its embedding's own when it is there"],
    ] as const;
    for (const [method, message] of whole) {
      const asked = attribute(apart, ids, { method });
      await expect(asked).rejects.toThrow(ExplainError);
      await expect(asked).rejects.toThrow(`explain: the model's score has no gradients by its ${message}`);
    }
  });

  test('convolutions: the article’s method says so, the others need none', async () => {
    for (const method of methods) {
      const asked = attribute(withoutConvolutions, ids, { method });
      if (method !== 'article') {
        expect((await asked).values).toHaveLength(ids.length);
        continue;
      }
      await expect(asked).rejects.toThrow(ExplainError);
      await expect(asked).rejects.toThrow(
        'explain: the model hands out no convolutions; article needs their weights; give it `convolutions`, or use gradcam',
      );
    }
  });

  test('a tokenizer: a text cannot be taken', async () => {
    await expect(attributeAll(network, ['good'])).rejects.toThrow(ExplainError);
    await expect(attributeAll(network, ['good'])).rejects.toThrow('attribute: a text for a model without a tokenizer');
  });

  test('a second class: the margin is the one logit', async () => {
    const one = randomTextCnn(device, { classes: 1 });
    for (const method of methods) {
      const { target, score, logits } = await attribute(one, ids, { method });
      expect(target).toEqual({ explained: 0, rival: null });
      expect(score).toBe(logits[0]);
    }
  });
});
