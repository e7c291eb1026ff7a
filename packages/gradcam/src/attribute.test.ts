import { CpuDevice, type Device } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { expectAgreement, fewQuestionsOf, questionsOf } from '../test/agreement.js';
import { randomClassifier } from '../test/classifiers.js';
import { activatedCnns, plainCopy, type Readable, randomTextCnn } from '../test/networks.js';
import type { PlainText } from '../test/reference/plainMethods.js';
import type { PlainNetwork } from '../test/reference/plainNetwork.js';
import { referenceFile, referenceNetwork, textCnnOf } from '../test/referenceNetwork.js';
import { attribute, attributeAll } from './attribute.js';
import type { AttributeOptions } from './attributeOptions.js';
import { type Method, methods } from './explanation.js';
import type { ExplainableModel } from './model.js';

const exact = new CpuDevice({ precision: 'float64' });

// In float64 the two must be the same computation; in float32 they are as close as that precision allows, and fewer questions tell.
const computations = [
  { name: 'float64', device: exact, tolerance: 1e-10, asking: questionsOf, few: false },
  ...devices.map((device) => ({
    ...{ name: device.description, device, tolerance: 1e-5, asking: fewQuestionsOf, few: true },
  })),
];

/** Filters wider than some of the texts, without zeros beside those. */
const wide = [
  { filters: 2, kernelSize: 3, padding: 0 },
  { filters: 3, kernelSize: 4, padding: 1 },
];

type Kind = Pick<PlainNetwork, 'activation' | 'pooling'>;

/** Networks without activations, and such as a user may bring. */
function networksOn(
  device: Device,
  few: boolean,
): { name: string; network: Readable & ExplainableModel; kind?: Kind }[] {
  const own = activatedCnns(device).map(({ name, network }) => ({ name, network, kind: network }));
  const three = { name: 'three classes', network: randomTextCnn(device, { classes: 3 }) };
  if (few) return [three, own[0]];
  const two = { name: 'two classes', network: randomTextCnn(device) };
  return [
    two,
    three,
    { name: 'filters wider than some texts', network: randomTextCnn(device, { branches: wide }) },
    ...own,
  ];
}

/** Of different lengths: the long ones pad the short ones in a batch. */
const texts: PlainText[] = [
  { ids: [3, 7, 3, 1, 5], length: 5 },
  { ids: [4], length: 1 },
  { ids: [6, 2], length: 2 },
  { ids: [5, 2, 9, 0, 0, 0], length: 3 },
  { ids: [8, -1, 6], length: 3 },
  { ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8], length: 11 },
];

const reference = referenceNetwork();
if (!reference) console.warn(`attribute.test.ts: without the weights of ${referenceFile}, which is not there.`);

describe.each(computations)('attribute on $name beside plain loops, within $tolerance', (computation) => {
  const { device, tolerance, asking, few } = computation;

  /** All texts at once, by every question there is to a method. */
  async function expectAll(model: ExplainableModel, plain: PlainNetwork, method: Method, some = texts) {
    for (const question of asking(method, plain.branches.length, plain.dense.length)) {
      const all = await attributeAll(model, some, question);
      all.forEach((attribution, n) => {
        expectAgreement(attribution, plain, some[n], question, tolerance);
      });
    }
  }

  describe.each(networksOn(device, few))('with $name', ({ network, kind }) => {
    test.each(methods)('%s: branches and targets, signed and cut off', async (method) => {
      await expectAll(network, await plainCopy(network, kind), method);
    });
  });

  test.skipIf(!reference).each(methods)('%s: with the weights of an independent implementation', async (method) => {
    const { plain, texts: padded } = reference!;
    await expectAll(textCnnOf(plain, device), plain, method, padded);
  });
});

describe('many texts in one call', () => {
  const network = randomTextCnn(exact);

  test.each(methods)('%s says of each what it says of that text alone', async (method) => {
    const all = await attributeAll(network, texts, { method });
    for (const [n, text] of texts.entries()) {
      const alone = await attribute(network, text, { method });
      expect(all[n].values.length).toBe(text.ids.length);
      all[n].values.forEach((value, t) => {
        expect(value).toBeCloseTo(alone.values[t], 12);
      });
      expect({ ...all[n], ...numbers }).toEqual({ ...alone, ...numbers });
    }
  });

  const numbers = { values: 0, maps: 0, m: 0, delta: 0, receipt: 0, logits: 0, score: 0, paddingShare: 0 };

  test('more than fit the device at once come back in their order', async () => {
    // 9,000 texts of one or two words: over 8,192 positions, what integrated gradients take in one piece.
    const many = Array.from({ length: 9000 }, (_, n) => (n % 3 === 0 ? [n % 10, 1] : [n % 10]));
    const all = await attributeAll(network, many, { method: 'gradient-x-input' });
    const known = new Map<string, number[]>();
    all.forEach(({ values }, n) => {
      const key = many[n].join();
      const before = known.get(key) ?? values;
      known.set(key, before);
      expect(values).toEqual(before.map((value) => expect.closeTo(value, 12)));
    });
    expect(known.size).toBe(20);
  });

  test('none gives none', async () => {
    expect(await attributeAll(network, [])).toEqual([]);
  });
});

describe('what is asked', () => {
  const classifier = randomClassifier(exact, { labels: ['bad', 'so-so', 'good'] });
  const of = (text: string, options: AttributeOptions = {}) => attribute(classifier, text, options);

  test('a label is its number', async () => {
    const [label, number] = [await of('good film', { target: 'so-so' }), await of('good film', { target: 1 })];
    expect(label).toEqual(number);
    expect(label.target).toEqual({ explained: 1, rival: null });
    const margins = [
      await of('good film', { target: { margin: 'so-so' } }),
      await of('good film', { target: { margin: 1 } }),
    ];
    expect(margins[0]).toEqual(margins[1]);
    expect(margins[0].target.rival).not.toBeNull();
  });

  test('a text is its ids', async () => {
    const { ids } = classifier.encode('The good, bad film');
    expect(await of('The good, bad film')).toEqual(await attribute(classifier.network, ids));
  });

  test('left out: Grad-CAM of the margin on branch 1, signed; a method of the whole network looks at all', async () => {
    expect(await of('good film')).toMatchObject({ method: 'gradcam', branch: 1, relu: false });
    expect(await of('good film', { method: 'receipt' })).toMatchObject({ branch: 'all' });
  });

  test('all branches of a map method are the branches one by one, summed', async () => {
    for (const method of ['gradcam', 'gradcam++', 'hirescam', 'layercam'] as const) {
      for (const relu of [false, true]) {
        const all = await of('good bad film dull', { method, relu, branch: 'all' });
        const each = await Promise.all([1, 2, 3].map((branch) => of('good bad film dull', { method, relu, branch })));
        expect(all.maps).toEqual(each.flatMap(({ maps }) => maps));
        all.values.forEach((value, n) => {
          expect(value).toBeCloseTo(each[0].values[n] + each[1].values[n] + each[2].values[n], 12);
        });
      }
    }
  });

  test('a margin is the difference of two logits, for a method that is linear in the score', async () => {
    for (const method of ['gradcam', 'hirescam', 'gradient-x-input', 'occlusion-delete', 'receipt'] as const) {
      const margin = await of('good bad film', { method });
      const [own, rival] = [
        await of('good bad film', { method, target: margin.target.explained }),
        await of('good bad film', { method, target: margin.target.rival! }),
      ];
      margin.values.forEach((value, n) => {
        expect(value).toBeCloseTo(own.values[n] - rival.values[n], 12);
      });
    }
  });

  test('nothing is left on the device', async () => {
    const device = new CpuDevice();
    const network = randomTextCnn(device);
    const before = { ...device.memory };
    for (const method of methods) await attributeAll(network, texts, { method });
    // What other tests forgot may be collected meanwhile: less is no leak.
    expect(device.memory.buffers).toBeLessThanOrEqual(before.buffers);
    expect(device.memory.elements).toBeLessThanOrEqual(before.elements);
  });
});
