import { join } from 'node:path';
import type { SweepReport } from '@textcam/gradcam';
import type { DeviceChoice } from '@textcam/tensor';
import type { Dataset } from '@textcam/text';
import { StoppedError } from '../errors.js';
import { duration, type Progress } from '../progress.js';
import { type Outcome, trainInProcess } from '../runProcess.js';
import { version } from '../version.js';
import { labelOf, varyingSettings } from './candidates.js';
import type { SweepConfig } from './config.js';
import type { PlannedRun } from './plan.js';
import { appendRun, type RunLine } from './runsFile.js';
import { summaryOf } from './summary.js';

/** What a sweep leaves in the folder of --out. */
export const sweepFiles = ['runs.jsonl', 'report.html'] as const;

/** The paths of the files of a sweep, in the order of `sweepFiles`. */
export function sweepPaths(folder: string): [runs: string, report: string] {
  return [join(folder, sweepFiles[0]), join(folder, sweepFiles[1])];
}

/** A sweep under way. */
export interface Sweep {
  config: SweepConfig;
  dataset: Dataset;
  planned: readonly PlannedRun[];
  /** Those that are over, by id; runs are added as they end. */
  runs: Map<string, RunLine>;
  out: string;
  device: DeviceChoice;
}

/**
 * Makes the runs that are left, one after the other since each takes the whole machine, and writes each down as it ends; returns what came of all.
 * A run that fails is written down with its reason, and the next one begins. Throws FileError, and StoppedError when the signal is aborted.
 */
export async function runSweep(
  sweep: Sweep,
  left: readonly PlannedRun[],
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<SweepReport> {
  const { planned, runs, out } = sweep;
  const [runsPath, reportPath] = sweepPaths(out);
  try {
    for (const [n, run] of left.entries()) {
      const line = await runOne(sweep, run, { left: left.length - n, progress, signal });
      await appendRun(runsPath, line);
      runs.set(line.id, line);
      progress.end(endOf(line, timeLeft(sweep, left.length - n - 1)));
      await writeReport(sweep, reportPath);
    }
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const kept = planned.filter(({ id }) => runs.get(id)?.status === 'done').length;
    throw new StoppedError(
      `stopped; ${kept} of ${planned.length} runs are in ${runsPath}; to go on: the same command again`,
    );
  }
  return writeReport(sweep, reportPath);
}

async function writeReport({ config, dataset, planned, runs }: Sweep, path: string): Promise<SweepReport> {
  const [{ renderSweepReport }, { writeFileAtomically }] = await Promise.all([
    import('@textcam/gradcam'),
    import('@textcam/text/node'),
  ]);
  const report = summaryOf(config, dataset.name, { planned, runs });
  await writeFileAtomically(path, await renderSweepReport(report));
  return report;
}

async function runOne(
  { config, dataset, planned, device }: Sweep,
  { id, candidate, seed }: PlannedRun,
  { left, progress, signal }: { left: number; progress: Progress; signal: AbortSignal },
): Promise<RunLine> {
  const { part } = config;
  const name = `Run ${planned.length - left + 1}/${planned.length}`;
  progress.end(`${name}: ${labelOf(candidate, varyingSettings(config.candidates))}, seed ${seed}`);
  progress.start(name);
  const { preset, vectors, settings } = candidate;
  const outcome = await trainInProcess(
    { dataset: config.dataset, part, preset, vectors, seed, device },
    {
      signal,
      receive: ({ name: phase, done, total, unit }) => progress.update(`${name}, ${phase}`, done, { total, unit }),
    },
  );
  const run = {
    ...{ id, dataset: dataset.name, preset: config.preset, settings, seed, on: part.on },
    ...{ validation: part.on === 'validation' ? part.validation : null, limit: part.limit ?? null, version: version() },
  };
  return lineOf(run, outcome);
}

function lineOf(run: Omit<RunLine, 'status'>, outcome: Outcome): RunLine {
  if ('reason' in outcome) return { ...run, status: 'failed', reason: outcome.reason };
  // As it will be read again: what is no number is null.
  return JSON.parse(JSON.stringify({ ...run, status: 'done', ...outcome.result }));
}

/** By the mean time of the runs that are done, with those of an earlier call. Empty when it cannot be told. */
function timeLeft({ planned, runs }: Sweep, left: number): string {
  const done = planned.flatMap(({ id }) => {
    const line = runs.get(id);
    return line?.status === 'done' ? [line.seconds] : [];
  });
  if (left === 0 || done.length === 0) return '';
  const mean = done.reduce((sum, seconds) => sum + seconds, 0) / done.length;
  return `; ${left} left, about ${duration(left * mean)}`;
}

function endOf(line: RunLine, left: string): string {
  if (line.status === 'failed') return `  failed: ${line.reason}${left}`;
  const { accuracy, auc, logLoss } = line.figures;
  const figure = (value: number | null) => value?.toFixed(4) ?? '-';
  return `  accuracy ${figure(accuracy)}, AUC ${figure(auc)}, log loss ${figure(logLoss)}, ${line.seconds.toFixed(1)} s${left}`;
}
