import { type Device, type DeviceChoice, openDevice } from '@textcam/tensor';
import {
  Classifier,
  type Dataset,
  presets,
  saveClassifier,
  type TrainEvent,
  type TrainResult,
  train,
} from '@textcam/text';
import type { Context } from '../../protocol/calls.js';
import { nextTurn } from '../../protocol/serve.js';
import type { Trained, TrainingAsked, TrainingNews } from '../../protocol/trainCalls.js';
import { openData } from './data.js';
import { inspectHeldBack } from './heldBack.js';
import { Pinned } from './pinned.js';
import { Reporter } from './reporter.js';
import type { Steering } from './steering.js';

/** Milliseconds after which what the page says gets in. */
const airEvery = 20;

/** Trains as the command does. A training that is stopped ends with the model of its last step; one that has not begun by then, with an error. */
export async function runTraining(
  asked: TrainingAsked,
  steering: Steering,
  { tell, signal }: Context<TrainingNews>,
): Promise<Trained> {
  const { settings, device: choice } = asked;
  const reporter = new Reporter(settings.epochs, tell);
  const dataset = await openData(asked.data, {
    signal,
    onRead: (share) => {
      reporter.work('Looking through the texts', share);
      return steering.gate();
    },
  });
  const opened: Device[] = [];
  const open = async (wanted: DeviceChoice) => {
    const device = await openDevice(wanted);
    opened.push(device);
    return device;
  };
  try {
    const { seed, preset, ...own } = settings;
    const events = train({
      ...{ dataset, seed, signal, preset: { ...presets[preset], ...own } },
      device: await open(choice),
      reopen: () => open(choice).catch(() => open('cpu')),
    });
    return await follow(events, dataset, { steering, reporter, tell, seed, signal });
  } finally {
    for (const device of opened) device.close();
  }
}

interface Around extends Context<TrainingNews> {
  steering: Steering;
  reporter: Reporter;
  seed: number;
}

async function follow(
  events: AsyncGenerator<TrainEvent, TrainResult>,
  dataset: Dataset,
  around: Around,
): Promise<Trained> {
  try {
    const classifier = await learn(events, around);
    around.reporter.flush();
    const { done, planned } = around.reporter;
    const bytes = await saveClassifier(classifier);
    const inspection = await inspectHeldBack(classifier, dataset, around);
    const file = `${dataset.name.replace(/\.[^.]+$/, '')}.safetensors`;
    // Its buffer is its own: a file's bytes are made in one piece.
    return { bytes: bytes as Uint8Array<ArrayBuffer>, file, steps: { done, planned }, inspection };
  } finally {
    await events.return(undefined as never);
  }
}

/** The classifier once it has learned all it should, or all it could before it was stopped. */
async function learn(
  events: AsyncGenerator<TrainEvent, TrainResult>,
  { steering, reporter, tell, signal }: Around,
): Promise<Classifier> {
  const pinned = new Pinned((news) => tell({ kind: 'pinned', pinned: news }));
  let classifier: Classifier | undefined;
  let aired = performance.now();
  for (;;) {
    const asked = performance.now();
    const { done, value } = await events.next();
    if (done) {
      await pinned.explain(value.classifier, steering.pinned, reporter.done);
      return value.classifier;
    }
    reporter.take(value, performance.now() - asked);
    if (value.type === 'classifier') classifier = value.classifier;
    if (performance.now() - aired >= airEvery) {
      await nextTurn();
      aired = performance.now();
    }
    if (value.type === 'step' && classifier) await pinned.explainNowAndThen(classifier, steering.pinned, reporter.done);
    while (steering.paused) {
      reporter.flush();
      await steering.next();
      if (classifier) await pinned.explainNowAndThen(classifier, steering.pinned, reporter.done);
    }
    signal.throwIfAborted();
    if (steering.stopped && classifier) {
      await pinned.explain(classifier, steering.pinned, reporter.done);
      return stoppedAt(classifier, reporter);
    }
  }
}

/** Says in its provenance how little it has learned. */
function stoppedAt(classifier: Classifier, { done, planned }: Reporter): Classifier {
  const { provenance } = classifier;
  const epochs = planned === 0 ? 0 : Number(((provenance.epochs * done) / planned).toFixed(3));
  return new Classifier({ ...classifier, provenance: { ...provenance, epochs } });
}
