import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { conv1d } from './conv1d.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('conv1d on $name', (device) => {
  // One text of three tokens, one channel; one filter, ten times this token plus the next.
  const x = Tensor.from(device, [1, 2, 3], [1, 3, 1]);
  const weight = Tensor.from(device, [10, 1], [1, 2, 1]);

  test('slides the filter along time, without flipping it', async () => {
    const y = conv1d(x, weight);
    expect(y.shape).toEqual([1, 2, 1]);
    expect([...(await y.read())]).toEqual([12, 23]);
  });

  test('pads zeros on both ends', async () => {
    const y = conv1d(x, weight, { padding: 1 });
    expect(y.shape).toEqual([1, 4, 1]);
    expect([...(await y.read())]).toEqual([1, 12, 23, 30]);
  });

  test('a filter reads all channels; filters become channels', async () => {
    // Two tokens of two channels; filters: the units of token 0, the tens of token 1, everything.
    const tokens = Tensor.from(device, [1, 20, 3, 40], [1, 2, 2]);
    const filters = Tensor.from(device, [1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1], [3, 2, 2]);
    const y = conv1d(tokens, filters);
    expect(y.shape).toEqual([1, 1, 3]);
    expect([...(await y.read())]).toEqual([1, 40, 64]);
  });

  test('texts of a batch do not touch, padded or not', async () => {
    const two = Tensor.from(device, [1, 2, 3, 4], [2, 2, 1]);
    expect([...(await conv1d(two, weight).read())]).toEqual([12, 34]);
    expect([...(await conv1d(two, weight, { padding: 1 }).read())]).toEqual([1, 12, 20, 3, 34, 40]);
  });

  test('sends back to a token the taps that met it, and to a tap the tokens it met', async () => {
    const [dx, dWeight] = gradients(sum(conv1d(x, weight)), [x, weight]);
    expect([...(await dx.read())]).toEqual([10, 11, 1]);
    expect([...(await dWeight.read())]).toEqual([1 + 2, 2 + 3]);
  });

  test('padding takes no gradient, but its window does', async () => {
    // Outputs weighted 1, 10, 100, 1000, so that each digit names the window it came from.
    const digits = Tensor.from(device, [1, 10, 100, 1000], [1, 4, 1]);
    const [dx, dWeight] = gradients(sum(multiply(conv1d(x, weight, { padding: 1 }), digits)), [x, weight]);
    expect([...(await dx.read())]).toEqual([101, 1010, 10100]);
    expect([...(await dWeight.read())]).toEqual([3210, 321]);
  });

  test('nothing that was in memory before shows', async () => {
    const y = conv1d(x, weight);
    // Freed memory is handed out again as it is.
    for (const left of [1, 2, 3, 4].map(() => Tensor.from(device, new Float32Array(64).fill(99)))) left.dispose();
    const [dx, dWeight] = gradients(sum(y), [x, weight]);
    expect([...(await dx.read()), ...(await dWeight.read())]).toEqual([10, 11, 1, 3, 5]);
  });

  test('padding may be wider than the text', async () => {
    const y = conv1d(Tensor.from(device, [5], [1, 1, 1]), weight, { padding: 3 });
    expect([...(await y.read())]).toEqual([0, 0, 5, 50, 0, 0]);
  });

  test('padding wider than the filter gives windows of padding alone, with no gradient', async () => {
    const text = Tensor.from(device, [5], [1, 1, 1]);
    const one = Tensor.from(device, [7], [1, 1, 1]);
    const y = conv1d(text, one, { padding: 2 });
    expect([...(await y.read())]).toEqual([0, 0, 35, 0, 0]);
    const [dText, dOne] = gradients(sum(y), [text, one]);
    expect([...(await dText.read()), ...(await dOne.read())]).toEqual([7, 5]);
  });

  test('the filter may be wider than the text, when padding makes up for it', async () => {
    const text = Tensor.from(device, [1, 2], [1, 2, 1]);
    const wide = Tensor.from(device, [1000, 100, 10, 1], [1, 4, 1]);
    const y = conv1d(text, wide, { padding: 1 });
    expect([...(await y.read())]).toEqual([120]);
    const [dText, dWide] = gradients(sum(y), [text, wide]);
    expect([...(await dText.read())]).toEqual([100, 10]);
    expect([...(await dWide.read())]).toEqual([0, 1, 2, 0]);
  });

  test('one position under a filter of one is a product', async () => {
    const y = conv1d(Tensor.from(device, [6], [1, 1, 1]), Tensor.from(device, [7], [1, 1, 1]));
    expect([...(await y.read())]).toEqual([42]);
  });

  test('an empty text under padding is zeros', async () => {
    const y = conv1d(Tensor.from(device, [], [1, 0, 1]), weight, { padding: 1 });
    expect([...(await y.read())]).toEqual([0]);
  });

  test('an empty batch is an empty result, and says nothing about the filters', async () => {
    const none = Tensor.from(device, [], [0, 3, 1]);
    const y = conv1d(none, weight);
    expect(y.shape).toEqual([0, 2, 1]);
    expect([...(await y.read())]).toEqual([]);
    const [dWeight] = gradients(sum(y), [weight]);
    expect([...(await dWeight.read())]).toEqual([0, 0]);
  });

  test('a NaN spoils the windows that hold it, no others', async () => {
    const y = conv1d(Tensor.from(device, [1, 2, 3, Number.NaN], [1, 4, 1]), weight);
    expect([...(await y.read())]).toEqual([12, 23, Number.NaN]);
  });

  test('its gradients agree with central differences, padded or not', async () => {
    const texts = Tensor.from(device, [0.3, -1.2, 0.7, 2.1, -0.4, 0.9, 1.6, -0.8, 0.2, -1.9, 1.1, 0.5], [2, 3, 2]);
    const filters = Tensor.from(device, [0.6, -0.1, 1.3, -0.7, 0.4, 0.8, -1.1, 0.2], [2, 2, 2]);
    await checkGradients((a, b) => conv1d(a, b), [texts, filters]);
    await checkGradients((a, b) => conv1d(a, b, { padding: 1 }), [texts, filters]);
    await checkGradients((a, b) => conv1d(a, b, { padding: 3 }), [texts, filters]);
  });

  test('agrees with a loop over every product on shapes of any size, there and back', () =>
    fc.assert(
      fc.asyncProperty(problem, async ({ texts, filters, padding }) => {
        const x = Tensor.from(device, texts.values, texts.shape);
        const weight = Tensor.from(device, filters.values, filters.shape);
        const expected = naiveConv1d(texts, filters, padding);
        const y = conv1d(x, weight, { padding });
        expect(y.shape).toEqual(expected.y.shape);
        expect([...(await y.read())]).toEqual(expected.y.values);

        const dy = Tensor.from(device, expected.y.values.map(outputWeight), y.shape);
        const [dx, dWeight] = gradients(sum(multiply(y, dy)), [x, weight]);
        expect([...(await dx.read())]).toEqual(expected.dx);
        expect([...(await dWeight.read())]).toEqual(expected.dWeight);
      }),
    ));

  test('refuses shapes that do not fit, and says which do', () => {
    const threeChannels = Tensor.from(device, [1, 2, 3], [1, 1, 3]);
    const must = 'must be [batch, time, inChannels] and [outChannels, kernelSize, inChannels]';
    expect(() => conv1d(x, threeChannels)).toThrow(new ShapeError(`conv1d: x [1, 3, 1], weight [1, 1, 3]; ${must}`));
    expect(() => conv1d(Tensor.from(device, [1, 2]), weight)).toThrow(
      new ShapeError(`conv1d: x [2], weight [1, 2, 1]; ${must}`),
    );
    expect(() => conv1d(x, Tensor.from(device, [1]))).toThrow(
      new ShapeError(`conv1d: x [1, 3, 1], weight [1]; ${must}`),
    );
    expect(() => conv1d(x, Tensor.from(device, [], [1, 0, 1]))).toThrow(
      new ShapeError(`conv1d: x [1, 3, 1], weight [1, 0, 1]; ${must}`),
    );
  });

  test('refuses a text too short for the filter, and a padding that is no count', () => {
    const wide = Tensor.from(device, [1, 1, 1, 1], [1, 4, 1]);
    const refusal = (padding: number, filter: number) =>
      new ShapeError(
        `conv1d: x [1, 3, 1] with padding ${padding} under a filter of ${filter}; time plus padding on both ends must be at least ` +
          'the filter; pad the batch longer',
      );
    expect(() => conv1d(x, wide)).toThrow(refusal(0, 4));
    expect(() => conv1d(x, weight, { padding: -1 })).toThrow(refusal(-1, 2));
    expect(() => conv1d(x, weight, { padding: 0.5 })).toThrow(refusal(0.5, 2));
  });
});

interface Values {
  values: number[];
  shape: [number, number, number];
}

// Small whole numbers: float32 holds every product and sum exactly, so the order of summation does not show.
const values = (shape: [number, number, number]): fc.Arbitrary<Values> => {
  const size = shape[0] * shape[1] * shape[2];
  return fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size })
    .map((list) => ({ values: list, shape }));
};

const problem = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    outTime: fc.integer({ min: 1, max: 9 }),
    inChannels: fc.integer({ min: 1, max: 5 }),
    outChannels: fc.integer({ min: 1, max: 5 }),
    kernelSize: fc.integer({ min: 1, max: 5 }),
    padding: fc.integer({ min: 0, max: 6 }),
  })
  .map((sizes) => ({ ...sizes, inTime: sizes.outTime - 1 + sizes.kernelSize - 2 * sizes.padding }))
  .filter(({ inTime }) => inTime >= 0)
  .chain(({ batch, inTime, inChannels, outChannels, kernelSize, padding }) =>
    fc.record({
      texts: values([batch, inTime, inChannels]),
      filters: values([outChannels, kernelSize, inChannels]),
      padding: fc.constant(padding),
    }),
  );

/** What the n-th output element counts in the loss: whole, small, and different from its neighbours. */
const outputWeight = (_: number, n: number) => (n % 7) - 3;

/**
 * The definition, in float64: y[b, t, o] = Σ over k and c of x[b, t + k - padding, c] · weight[o, k, c], x being 0 outside; and the
 * gradients of Σ y · outputWeight, product by product.
 */
function naiveConv1d(x: Values, weight: Values, padding: number) {
  const [batch, inTime, inChannels] = x.shape;
  const [outChannels, kernelSize] = weight.shape;
  const outTime = inTime + 2 * padding - kernelSize + 1;
  const y: number[] = [];
  const dx = x.values.map(() => 0);
  const dWeight = weight.values.map(() => 0);
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < outTime; t++) {
      for (let o = 0; o < outChannels; o++) {
        const dy = outputWeight(0, y.length);
        let total = 0;
        for (let k = 0; k < kernelSize; k++) {
          const from = t + k - padding;
          if (from < 0 || from >= inTime) continue;
          for (let c = 0; c < inChannels; c++) {
            const token = (b * inTime + from) * inChannels + c;
            const tap = (o * kernelSize + k) * inChannels + c;
            total += x.values[token] * weight.values[tap];
            dx[token] += dy * weight.values[tap];
            dWeight[tap] += dy * x.values[token];
          }
        }
        y.push(total);
      }
    }
  }
  return { y: { values: y, shape: [batch, outTime, outChannels] }, dx, dWeight };
}
