import { CheckpointError } from '@textcam/nn';
import { describe, expect, test } from 'vitest';
import { loadTrainingState, saveTrainingState, type TrainingState } from './trainingState.js';

const state: TrainingState = {
  progress: { epoch: 1, step: 2, examples: 200, lossSum: 1.25, seconds: 3 },
  epochs: [{ epoch: 0, seconds: 1, trainLoss: 0.7, trainAccuracy: 0.5, testAccuracy: 0.25 }],
  optimizerSteps: 5,
  parameters: { 'dense.bias': { shape: [2], dtype: 'F32', values: Float32Array.of(1, -2) } },
  layers: { 'dropout.state': { shape: [2], dtype: 'I32', values: Int32Array.of(7, 5) } },
  moments: { 'firstMoment.dense.bias': { shape: [2], dtype: 'F32', values: Float32Array.of(0.5, 0) } },
};

const fileOf = (...given: Parameters<typeof saveTrainingState>) => Buffer.concat([...saveTrainingState(...given)]);

describe('a training state in a file', () => {
  test('comes back as it was, with what was said of the run', () => {
    const loaded = loadTrainingState(fileOf(state, { seed: 7 }), 'checkpoint');
    expect(loaded).toEqual({ state, run: { seed: 7 } });
    const calibrated = { ...state, temperature: 1.5 };
    expect(loadTrainingState(fileOf(calibrated, {}), 'checkpoint').state).toEqual(calibrated);
  });

  test('bytes that are no such file are refused', () => {
    expect(() => loadTrainingState(new Uint8Array(3), 'checkpoint')).toThrow(CheckpointError);
    const whole = fileOf(state, {});
    expect(() => loadTrainingState(whole.subarray(0, whole.length - 1), 'checkpoint')).toThrow(CheckpointError);
  });

  test('counters that are not whole are refused', () => {
    const broken = { ...state, optimizerSteps: Number.NaN };
    const cold = { ...state, temperature: 0 };
    for (const damaged of [broken, cold]) {
      expect(() => loadTrainingState(fileOf(damaged, {}), 'checkpoint')).toThrow(
        'checkpoint: its counters are damaged',
      );
    }
  });
});
