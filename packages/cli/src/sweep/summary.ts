import type { Spread, SweepReport, SweptCandidate } from '@textcam/gradcam';
import { type Candidate, labelOf, shownValue, varyingSettings } from './candidates.js';
import type { SweepConfig } from './config.js';
import type { PlannedRun } from './plan.js';
import type { DoneLine, RunLine } from './runsFile.js';
import { verdictOf } from './verdict.js';

/** With more settings that vary than these, each candidate is known by those that it changes of the preset. */
const mostColumns = 3;

/** What a sweep has come to so far: its runs of each combination of settings taken together, the best first. */
export function summaryOf(
  { candidates, part: { on, validation }, preset }: SweepConfig,
  dataset: string,
  { planned, runs }: { planned: readonly PlannedRun[]; runs: ReadonlyMap<string, RunLine> },
): SweepReport {
  const varying = varyingSettings(candidates);
  const swept = candidates
    .map((candidate) => sweptOf(candidate, varying, linesOf(planned, runs, candidate)))
    .sort((a, b) => (b.auc.mean ?? -1) - (a.auc.mean ?? -1));
  const lines = planned.flatMap(({ id }) => runs.get(id) ?? []);
  const failures = planned.flatMap(({ id, candidate, seed }) => {
    const line = runs.get(id);
    return line?.status === 'failed' ? [{ label: labelOf(candidate, varying), seed, reason: line.reason }] : [];
  });
  const done = lines.filter((line) => line.status === 'done');
  const [{ settings }] = candidates;
  const shared = Object.keys(settings).filter((name) => !varying.includes(name));
  return {
    ...{ preset, dataset, on },
    validation: on === 'validation' ? validation : null,
    examples: done[0]?.figures.examples ?? null,
    runs: { planned: planned.length, done: done.length, failed: failures.length },
    settings: varying.length > mostColumns ? ['changed'] : varying,
    shared: shared.map((name) => [name, shownValue(settings[name])] as const),
    candidates: swept,
    verdict: verdictOf(swept),
    failures,
  };
}

function linesOf(planned: readonly PlannedRun[], runs: ReadonlyMap<string, RunLine>, candidate: Candidate): RunLine[] {
  return planned.filter((run) => run.candidate === candidate).flatMap(({ id }) => runs.get(id) ?? []);
}

function sweptOf(candidate: Candidate, varying: readonly string[], lines: readonly RunLine[]): SweptCandidate {
  const label = labelOf(candidate, varying);
  const done = lines.filter((line) => line.status === 'done');
  const figure = (name: keyof DoneLine['figures']) => spreadOf(done.map(({ figures }) => figures[name]));
  return {
    label,
    values: varying.length > mostColumns ? [label] : varying.map((name) => shownValue(candidate.settings[name])),
    seeds: done.map(({ seed }) => seed),
    failed: lines.length - done.length,
    auc: figure('auc'),
    accuracy: figure('accuracy'),
    logLoss: figure('logLoss'),
    expectedCalibrationError: figure('expectedCalibrationError'),
    aucs: done.map(({ figures }) => figures.auc),
    seconds: spreadOf(done.map(({ seconds }) => seconds)).mean,
    parameters: done[0]?.model.parameters ?? null,
    bytes: done[0]?.model.bytes ?? null,
  };
}

/** Mean and standard deviation, of a sample, of the numbers there are. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const numbers = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  if (numbers.length === 0) return { mean: null, deviation: null };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: numbers.length < 2 ? null : Math.sqrt(squares / (numbers.length - 1)) };
}
