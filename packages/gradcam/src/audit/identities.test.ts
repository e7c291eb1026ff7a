import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { audited } from '../../test/audited.js';
import { randomClassifier, words } from '../../test/classifiers.js';
import { Residuals } from './identities.js';

const affine = { affine: true, ngrams: false, classes: 2 };
const outcomeOf = (residuals: Residuals, name: string, model = affine) =>
  residuals.results(model).find((test) => test.name === name);

describe('a self-test', () => {
  test('shows the largest residual, and fails above its tolerance', () => {
    const residuals = new Residuals();
    residuals.add({ 'HiResCAM = Grad-CAM': 1e-7 });
    residuals.add({ 'HiResCAM = Grad-CAM': 1e-9 });
    const test = outcomeOf(residuals, 'HiResCAM = Grad-CAM');
    expect(test).toMatchObject({ outcome: 'passed', residual: 1e-7, tolerance: 1e-5, texts: 2 });
    residuals.add({ 'HiResCAM = Grad-CAM': 0.1 });
    expect(outcomeOf(residuals, 'HiResCAM = Grad-CAM')).toMatchObject({ outcome: 'failed', residual: 0.1, texts: 3 });
  });

  test('of a residual that is no number fails', () => {
    const residuals = new Residuals();
    residuals.add({ 'HiResCAM = Grad-CAM': Number.NaN });
    residuals.add({ 'HiResCAM = Grad-CAM': 0 });
    expect(outcomeOf(residuals, 'HiResCAM = Grad-CAM')).toMatchObject({
      outcome: 'failed',
      residual: null,
      reason: 'a text gave no number',
    });
  });

  test('is not applicable to a network with activations, with the reason', () => {
    const residuals = new Residuals();
    residuals.add({ 'HiResCAM = Grad-CAM': 0.1 });
    expect(outcomeOf(residuals, 'HiResCAM = Grad-CAM', { affine: false, ngrams: false, classes: 2 })).toMatchObject({
      outcome: 'not applicable',
      residual: null,
      reason: 'the logits are no affine function of the vectors: the network has activations',
    });
  });

  test("is not applicable without texts, nor the article's with three classes", async () => {
    expect(outcomeOf(new Residuals(), 'HiResCAM = Grad-CAM')?.reason).toBe('there is no text to try it on');
    const three = randomClassifier(new CpuDevice({ precision: 'float64' }), { labels: ['a', 'b', 'c'] });
    const { selfTests } = await audited(three, [words.join(' ')]);
    const [last, ...others] = [...selfTests].reverse();
    expect(last).toMatchObject({ outcome: 'not applicable', reason: 'it holds for two classes, and there are 3' });
    expect(others.map(({ outcome }) => outcome)).toEqual(new Array(8).fill('passed'));
  });
});
