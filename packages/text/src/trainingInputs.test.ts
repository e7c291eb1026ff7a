import { capture, gradients } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { classifierOf } from '../test/toys.js';
import { makeBatch } from './batches.js';
import { type LossSettings, paddingIdOf, recordedLoss } from './trainingInputs.js';

describe.each(devices)('the recorded loss on $name', (device) => {
  const { network, vocabulary } = classifierOf(device);
  const [short, long] = [
    { ids: Int32Array.of(4), label: 0 },
    { ids: Int32Array.of(5, 4, 5, 5), label: 1 },
  ];
  const empty = { ids: new Int32Array(0), label: 1 };

  async function lossOf(examples: (typeof short)[], settings: LossSettings): Promise<number> {
    const batch = makeBatch(examples, paddingIdOf(settings));
    const inputs = recordedLoss(device, network, vocabulary.size, settings).open(batch);
    const { replay, result } = capture(device, () => {
      const loss = inputs.loss();
      gradients(loss, [network.embedding.weight]);
      return loss;
    });
    inputs.write(batch);
    replay();
    return (await result.read())[0];
  }

  test('masked, it is the mean of what each text has alone, that of an empty text too', async () => {
    const masked = { padding: 'masked', labelSmoothing: 0 } as const;
    const alone = [await lossOf([short], masked), await lossOf([long], masked), await lossOf([empty], masked)];
    const together = await lossOf([short, long, empty], masked);
    expect(together).toBeCloseTo((alone[0] + alone[1] + alone[2]) / 3, 5);
    const seen = { ...masked, padding: 'seen' } as const;
    expect(await lossOf([short], seen)).toBe(alone[0]);
    expect(Math.abs((await lossOf([short, long, empty], seen)) - together)).toBeGreaterThan(1e-4);
  });

  test('smoothing takes its share of the loss of the other label', async () => {
    const settings = (labelSmoothing: number) => ({ padding: 'masked', labelSmoothing }) as const;
    const [own, other] = [await lossOf([short], settings(0)), await lossOf([{ ...short, label: 1 }], settings(0))];
    expect(await lossOf([short], settings(0.5))).toBeCloseTo(0.75 * own + 0.25 * other, 5);
  });
});
