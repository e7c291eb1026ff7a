import { resolve } from 'node:path';
import type { DeviceChoice } from '@textcam/tensor';
import type { Dataset } from '@textcam/text';
import type { Command } from 'commander';
import { openDataset } from '../dataset.js';
import { InputError } from '../errors.js';
import { type Io, print } from '../io.js';
import { deviceOption } from '../options.js';
import { checkWritable } from '../outputFolder.js';
import { Progress } from '../progress.js';
import { untilAborted } from '../stopping.js';
import { choiceOf } from '../sweep/choice.js';
import { readSweepConfig, type SweepConfig } from '../sweep/config.js';
import { type PlannedRun, planRuns } from '../sweep/plan.js';
import { checkAppendable, type RunLine, readRuns } from '../sweep/runsFile.js';
import { runSweep, sweepFiles, sweepPaths } from '../sweep/sweep.js';
import { sweepLines } from '../sweep/sweepText.js';
import { openVectorsOption } from '../vectors.js';

interface SweepOptions {
  data?: string;
  device: DeviceChoice;
  out: string;
  retryFailed?: true;
  json?: true;
}

/** `textcam sweep`: every combination of a table of settings, with several seeds, on a part that is held back of the training part. */
export function declareSweep(program: Command, io: Io): void {
  program
    .command('sweep')
    .summary('try a table of settings, several seeds each')
    .argument('<config>', 'a JSON file: the data set, the settings with lists of values, the seeds; see docs/sweep.md')
    .description(
      'Trains every combination of a table of settings with every seed, each in a process of its own, and scores it on a part of the training ' +
        'part that is held back, so that the test part stays unseen. Writes runs.jsonl, a line for each run, and report.html. What is in ' +
        'runs.jsonl already is not run again: after Ctrl-C, the same command goes on.',
    )
    .option('--data <path>', 'imdb: the archive or its folder, in place of the file’s "data"')
    .option('--retry-failed', 'run again what has failed')
    .addOption(deviceOption())
    .option('--out <folder>', 'where the files go', 'textcam-sweep')
    .option('--json', 'print the summary as one JSON object')
    .action((path: string, options: SweepOptions) => runSweepCommand(path, options, io));
}

async function runSweepCommand(path: string, options: SweepOptions, io: Io): Promise<void> {
  const { out, device, retryFailed, json } = options;
  const described = await readSweepConfig(path);
  const data = options.data === undefined ? described.dataset.data : resolve(options.data);
  const config = { ...described, dataset: { ...described.dataset, data } };
  const dataset = await openDataset(config.dataset, io.signal);
  await checkWritable(out, sweepFiles);
  const [runsPath, reportPath] = sweepPaths(out);
  await checkAppendable(runsPath);
  const runs = await readRuns(runsPath);
  const progress = new Progress(io);
  try {
    progress.start(`Looking through ${dataset.name}`);
    const planned = await untilAborted(planRuns(config, dataset), io.signal);
    const left = leftOf(planned, runs, retryFailed === true);
    if (left.length > 0) await checkSources(config, dataset, io.signal);
    progress.end(standing(planned, runs, left.length));
    const report = await runSweep({ config, dataset, planned, runs, out, device }, left, {
      progress,
      signal: io.signal,
    });
    if (report.runs.done === 0) throw new InputError(allFailed(report.failures[0].reason, runsPath));
    const lines = [...sweepLines(report), '', `Wrote ${runsPath}, ${reportPath}`];
    await print(io.stdout, json ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`);
  } finally {
    progress.end();
  }
}

/** Runs that are not over; those that have failed are, unless they are asked for again. */
function leftOf(planned: readonly PlannedRun[], runs: ReadonlyMap<string, RunLine>, retryFailed: boolean) {
  return planned.filter(({ id }) => {
    const status = runs.get(id)?.status;
    return status === undefined || (status === 'failed' && retryFailed);
  });
}

function standing(planned: readonly PlannedRun[], runs: ReadonlyMap<string, RunLine>, left: number): string {
  const having = (status: RunLine['status']) => planned.filter(({ id }) => runs.get(id)?.status === status).length;
  return `${planned.length} ${planned.length === 1 ? 'run' : 'runs'}: ${having('done')} done, ${having('failed')} failed, ${left} to run`;
}

/** What would make every run fail is found before the first. Throws as `selectOnTrainingPart` and `openVectorsOption` do. */
async function checkSources(config: SweepConfig, dataset: Dataset, signal: AbortSignal): Promise<void> {
  const choose = await choiceOf(config.part);
  await untilAborted(choose(dataset), signal);
  for (const vectors of new Set(config.candidates.map((candidate) => candidate.vectors))) {
    await openVectorsOption({ vectors }, signal);
  }
}

function allFailed(reason: string, path: string): string {
  return `no run is done: all have failed, the first by "${reason}"; one must be done to be compared; the reasons are in ${path}`;
}
