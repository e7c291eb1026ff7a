import { TextCnn } from '@textcam/nn';
import { CpuDevice, createRandom } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { beforeAll, describe, expect, test } from 'vitest';
import { audited, rowOf } from '../../test/audited.js';
import { randomClassifier, words } from '../../test/classifiers.js';
import { deletedOneByOne, type PlainNetwork, plainNetwork, zeroedOneByOne } from '../../test/plainAudit.js';
import { aopc } from '../faithfulness/aopc.js';
import { comprehensiveness } from '../faithfulness/comprehensiveness.js';
import { deletionCurve, insertionCurve } from '../faithfulness/curves.js';
import { kendallTau } from '../faithfulness/kendallTau.js';
import { orderOf, randomOrders } from '../faithfulness/order.js';
import { spearman } from '../faithfulness/spearman.js';
import { sufficiency } from '../faithfulness/sufficiency.js';
import { auditStreams } from './auditing.js';
import type { Audit, AuditRow, Metric } from './auditResult.js';

const device = new CpuDevice({ precision: 'float64' });

// Every word once, so that no two have the same value.
const text = words.join(' ');

describe('of one text, against plain loops', () => {
  let classifier: Classifier;
  let plain: PlainNetwork;
  let result: Audit;
  let ids: Int32Array;
  let explained: number;
  beforeAll(async () => {
    classifier = randomClassifier(device);
    plain = await plainNetwork(classifier.network);
    result = await audited(classifier, [text], { seed: 7 });
    ids = classifier.encode(text).ids;
    explained = plain.margin(plain.vectors(ids), 1) > 0 ? 1 : 0;
  });

  const attributions: [AuditRow['method'], AuditRow['branch'], () => number[]][] = [
    ['gradcam', 1, () => plain.gradCam(plain.vectors(ids), explained)],
    ['gradient-x-input', 'all', () => zeroedOneByOne(plain, plain.vectors(ids), explained)],
    ['occlusion-delete', 'all', () => deletedOneByOne(plain, plain.vectors(ids), explained)],
  ];

  function kept(places: number[], removal: 'delete' | 'zero'): number {
    if (removal === 'delete') return plain.probability(plain.vectors(places.map((n) => ids[n])), explained);
    return plain.probability(plain.vectors(ids.map((id, n) => (places.includes(n) ? id : -1))), explained);
  }
  const deleting = (places: number[]) => kept(places, 'delete');
  const zeroing = (places: number[]) => kept(places, 'zero');

  function expectMean(row: AuditRow, metric: Metric, expected: number) {
    expect(Math.abs(row.metrics[metric]!.mean! - expected), metric).toBeLessThan(1e-5);
  }

  test.each(attributions)('what becomes of the probability in the order of %s, branch %s', (method, branch, values) => {
    const [row, order] = [rowOf(result, method, branch), orderOf(values())];
    expectMean(row, 'comprehensiveness', aopc(comprehensiveness, deleting, order));
    expectMean(row, 'sufficiency', aopc(sufficiency, deleting, order));
    expectMean(row, 'deletion', deletionCurve(zeroing, order).auc);
    expectMean(row, 'insertion', insertionCurve(zeroing, order).auc);
    expectMean(row, 'tauLoo', kendallTau(values(), deletedOneByOne(plain, plain.vectors(ids), explained)));
  });

  test('random is the mean over random orders, put in by their reverses', () => {
    const seed = Math.floor(createRandom(7, auditStreams.orders)() * 2 ** 32);
    const orders = randomOrders(ids.length, 20, seed);
    const mean = (f: (order: number[]) => number) => orders.reduce((sum, order) => sum + f(order) / 20, 0);
    const row = rowOf(result, 'random', null);
    expectMean(
      row,
      'comprehensiveness',
      mean((order) => aopc(comprehensiveness, deleting, order)),
    );
    expectMean(
      row,
      'sufficiency',
      mean((order) => aopc(sufficiency, deleting, order)),
    );
    expectMean(
      row,
      'deletion',
      mean((order) => deletionCurve(zeroing, order).auc),
    );
    expectMean(
      row,
      'insertion',
      mean((order) => insertionCurve(zeroing, [...order].reverse()).auc),
    );
    const leftOut = deletedOneByOne(plain, plain.vectors(ids), explained);
    expectMean(
      row,
      'tauLoo',
      mean((order) =>
        kendallTau(
          order.map((_, n) => -order.indexOf(n)),
          leftOut,
        ),
      ),
    );
  });

  test('the other operators, when they are asked for', async () => {
    const swapped = await audited(classifier, [text], { removals: { fractions: 'zero', curves: 'delete' } });
    const order = orderOf(plain.gradCam(plain.vectors(ids), explained));
    const row = rowOf(swapped, 'gradcam', 1);
    expectMean(row, 'comprehensiveness', aopc(comprehensiveness, zeroing, order));
    expectMean(row, 'deletion', deletionCurve(deleting, order).auc);
    expect(swapped.removals).toEqual({ fractions: 'zero', curves: 'delete' });
    const padded = rowOf(await audited(classifier, [text], { removals: { curves: 'pad' } }), 'gradcam', 1);
    const padding = (places: number[]) =>
      plain.probability(plain.vectors(ids.map((id, n) => (places.includes(n) ? id : 0))), explained);
    expectMean(padded, 'insertion', insertionCurve(padding, order).auc);
  });

  test('max-sensitivity is the largest move under the noise of the seed', () => {
    const random = createRandom(7, auditStreams.noise);
    const vectors = plain.vectors(ids);
    const noisy = Array.from({ length: 10 }, () =>
      vectors.map((vector) => vector.map((value) => value + Math.fround(0.02 * (2 * random() - 1)))),
    );
    const norm = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
    for (const [method, branch, explain] of [
      ['gradcam', 1, (at: number[][]) => plain.gradCam(at, explained)],
      ['gradient-x-input', 'all', (at: number[][]) => zeroedOneByOne(plain, at, explained)],
      ['occlusion-zero', 'all', (at: number[][]) => zeroedOneByOne(plain, at, explained)],
    ] as const) {
      const here = explain(vectors);
      const moves = noisy.map((at) => norm(explain(at).map((value, n) => value - here[n])) / norm(here));
      expectMean(rowOf(result, method, branch), 'maxSensitivity', Math.max(...moves));
    }
    expect(rowOf(result, 'occlusion-delete').metrics.maxSensitivity).toBeNull();
    expect(rowOf(result, 'occlusion-pad').metrics.maxSensitivity).toBeNull();
  });

  test("randomization is Spearman's ρ with a network of which some layers start anew", async () => {
    const { preset, vocabulary } = classifier;
    const settings = { rows: vocabulary.size, classes: 2, dimensions: preset.dimensions, branches: preset.branches };
    const before = zeroedOneByOne(plain, plain.vectors(ids), explained);
    const { randomization } = rowOf(result, 'gradient-x-input');
    for (const { mode, layer, signed, absolute } of randomization) {
      const fromTop = ['dense', 'conv3', 'conv2', 'conv1', 'embedding'];
      const forgotten = mode === 'independent' ? [layer] : fromTop.slice(0, fromTop.indexOf(layer) + 1);
      const network = new TextCnn(settings, device, createRandom(7, auditStreams.layers));
      for (const [name, parameter] of Object.entries(network.parameters())) {
        if (forgotten.includes(name.split('.')[0])) continue;
        parameter.write(await classifier.network.parameters()[name].read());
      }
      const changed = await plainNetwork(network);
      const after = zeroedOneByOne(changed, changed.vectors(ids), explained);
      expect(signed.mean).toBeCloseTo(spearman(before, after), 5);
      expect(absolute.mean).toBeCloseTo(spearman(before.map(Math.abs), after.map(Math.abs)), 5);
    }
    expect(randomization.map(({ mode, layer }) => `${mode} ${layer}`)).toHaveLength(10);
    expect(rowOf(result, 'gradient-x-input').metrics.randomization).toEqual(randomization[4].absolute);
  });

  test("the first branch's map does not change when the others start anew", () => {
    for (const { mode, layer, signed } of rowOf(result, 'gradcam', 1).randomization) {
      if (mode === 'independent' && ['conv2', 'conv3'].includes(layer)) expect(signed.mean).toBeCloseTo(1, 12);
    }
  });

  test('all identities hold', () => {
    expect(result.selfTests).toHaveLength(9);
    for (const { name, outcome, residual, texts } of result.selfTests) {
      expect({ name, outcome, texts }).toEqual({ name, outcome: 'passed', texts: 1 });
      // In float64, but for noise, which is float32.
      expect(residual, name).toBeLessThan(name.startsWith('infidelity') ? 1e-12 : 1e-6);
    }
  });
});
