import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CpuDevice, createRandom, type Device, gradients, Indices, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { expectClose } from '../../tensor/test/tolerance.js';
import { Adam } from '../src/optimizers/adam.js';
import { TextCnn } from '../src/textCnn.js';

/** Numbers of an independent implementation, in float64, as its file lays them out: channels before time. */
interface Reference {
  config: { V: number; D: number; N: number; T: number };
  about: { convs: { name: string; filters: number; kernel: number; pad: number }[] };
  input: { ids: number[][]; labels: number[] };
  weights: Record<string, Nested>;
  forward: Record<string, Nested>;
  grad: Record<string, Nested>;
  adam_step1: Record<string, Nested>;
  adam_3steps?: Record<string, Nested>;
}
type Nested = number | Nested[];

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const data = process.env.TEXTCAM_DATA ?? join(root, '../shared/data');
const file = join(data, '../reference/textcnn.json');

function flat(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flat);
}

/** Three axes with the last two swapped, (out, in, kw) to ours and (N, C, T) to ours; fewer axes as they are. */
function channelsLast(nested: Nested): number[] {
  const isCube = Array.isArray(nested) && Array.isArray(nested[0]) && Array.isArray(nested[0][0]);
  if (!isCube) return flat(nested);
  return nested.flatMap((matrix) => {
    const rows = (matrix as Nested[]).map(flat);
    return rows[0].flatMap((_, column) => rows.map((row) => row[column]));
  });
}

function replay(device: Device, { config, about, input, weights }: Reference) {
  const branches = about.convs.map(({ filters, kernel, pad }) => ({ filters, kernelSize: kernel, padding: pad }));
  const options = { rows: config.V, dimensions: config.D, classes: flat(weights['dense.bias']).length, branches };
  const model = new TextCnn(options, device, createRandom(0));
  const parameters = model.parameters();
  for (const [name, parameter] of Object.entries(parameters)) parameter.write(channelsLast(weights[name]));
  const indices = new Indices(device, input.ids.flat(), [config.N, config.T], config.V);
  const labels = Tensor.from(device, input.labels, [config.N], 'int32');
  const step = () => {
    const result = model.forward({ indices });
    const loss = softmaxCrossEntropy(result.logits, labels);
    const found = gradients(loss, Object.values(parameters));
    return {
      ...result,
      loss,
      gradients: Object.fromEntries(Object.keys(parameters).map((name, n) => [name, found[n]])),
    };
  };
  return { parameters, step };
}

async function expectParameters(is: Record<string, Tensor>, should: Record<string, Nested>, tolerance: number) {
  expect(Object.keys(is).sort()).toEqual(Object.keys(should).sort());
  for (const [name, tensor] of Object.entries(is)) {
    expectClose(await tensor.read(), channelsLast(should[name]), tolerance);
  }
}

// In float64 the two must be the same computation; in float32 they are as close as that precision allows.
const targets = [
  { device: new CpuDevice({ precision: 'float64' }), tolerance: 1e-10 },
  ...devices.map((device) => ({ device, tolerance: 1e-5 })),
];

const present = existsSync(file);
if (!present) console.warn(`reference.test.ts: skipped, there is no ${file}`);

describe.skipIf(!present).each(targets)(
  'TextCnn against an independent implementation, on $device.description, within $tolerance',
  ({ device, tolerance }) => {
    const reference: Reference = present ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

    test('features, logits and loss', async () => {
      const { features, logits, loss } = replay(device, reference).step();
      for (const [n, feature] of features.entries()) {
        expectClose(await feature.read(), channelsLast(reference.forward[`conv${n + 1}`]), tolerance);
      }
      expectClose(await logits.read(), flat(reference.forward.logits), tolerance);
      expectClose(await loss.read(), flat(reference.forward.loss), tolerance);
    });

    test('the gradient of every parameter', async () => {
      const { gradients } = replay(device, reference).step();
      await expectParameters(gradients, reference.grad, tolerance);
    });

    test('a step of Adam', async () => {
      const { parameters, step } = replay(device, reference);
      new Adam(parameters).step(step().gradients);
      await expectParameters(parameters, reference.adam_step1, tolerance);
    });

    test.skipIf(!reference?.adam_3steps)('three steps of Adam', async () => {
      const { parameters, step } = replay(device, reference);
      const optimizer = new Adam(parameters);
      for (let n = 0; n < 3; n++) optimizer.step(step().gradients);
      await expectParameters(parameters, reference.adam_3steps!, tolerance);
    });
  },
);
