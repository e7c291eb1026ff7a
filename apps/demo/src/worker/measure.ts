import { explain } from '@textcam/gradcam';
import { Adam, fit, TextCnn } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { type Batch, type Classifier, networkOptionsOf, recordedLoss } from '@textcam/text';
import type { StepFigures } from '../protocol/deviceCalls.js';

/** A usual batch of reviews, and how many steps are timed. */
const [texts, time, steps] = [100, 256, 8];

/** An explanation of the text, and a step of training of a network of the classifier's shape, on words drawn from a seed. */
export async function measureSteps(classifier: Classifier, text: string): Promise<StepFigures[]> {
  return [await measureExplanation(classifier, text), await measureTraining(classifier)];
}

async function measureExplanation(classifier: Classifier, text: string): Promise<StepFigures> {
  const times: number[] = [];
  let before = classifier.device.counters;
  for (let n = 0; n < steps; n++) {
    before = { ...classifier.device.counters };
    const started = performance.now();
    await explain(classifier, text);
    times.push(performance.now() - started);
  }
  return { what: 'An explanation of the text', ms: median(times), ...asked(classifier.device, before), kernels: [] };
}

async function measureTraining({ device, preset, labels, rows }: Classifier): Promise<StepFigures> {
  const { learningRate } = preset;
  const settings = networkOptionsOf(preset, { rows, classes: labels.length });
  const network = new TextCnn(settings, device, createRandom(1));
  const parameters = network.parameters();
  const optimizer = new Adam(parameters, { learningRate });
  const loss = recordedLoss(device, network, rows, preset);
  const batch = drawnBatch(rows, labels.length);
  const batches = () => Array.from({ length: steps }, (): Batch => batch);
  const figures = {
    what: `A step of training on ${texts} texts of ${time} words`,
    ms: Number.NaN,
    dispatches: 0,
    submissions: 0,
  };
  const found: StepFigures = { ...figures, kernels: [] };
  const times: number[] = [];
  let last = performance.now();
  try {
    for await (const event of fit<Batch>({ epochs: 1, batches, steps, loss, parameters, optimizer, profile: true })) {
      if (event.type === 'profile') Object.assign(found, { ...event.perStep, kernels: event.kernels });
      if (event.type !== 'step') continue;
      // Work is only queued: what the device has done is known once something is read.
      await parameters['dense.bias'].read();
      const now = performance.now();
      times.push(now - last);
      last = performance.now();
    }
    return { ...found, ms: median(times) };
  } finally {
    for (const tensor of Object.values({ ...parameters, ...network.state() })) tensor.dispose();
    optimizer.dispose();
  }
}

function drawnBatch(rows: number, classes: number): Batch {
  const random = createRandom(2);
  // Few words are frequent and many are rare, as in a language.
  const ids = Int32Array.from({ length: texts * time }, () => Math.floor(rows ** random()));
  return {
    examples: texts,
    ids,
    shape: [texts, time],
    lengths: new Int32Array(texts).fill(time),
    labels: Int32Array.from({ length: texts }, (_, n) => n % classes),
  };
}

function asked({ counters }: Device, before: Device['counters']) {
  const { dispatches, submissions } = counters;
  return { dispatches: dispatches - before.dispatches, submissions: submissions - before.submissions };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
