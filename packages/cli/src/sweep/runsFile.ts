import { constants } from 'node:fs';
import { access, mkdir, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, InputError } from '../errors.js';
import type { SweepPart } from './config.js';
import type { RunResult } from './trainRun.js';

/** What a run was. */
interface Run {
  /** Stands for all that decides it. */
  id: string;
  dataset: string;
  preset: string;
  settings: Record<string, unknown>;
  seed: number;
  on: SweepPart['on'];
  /** Share of the training part that was held back to be scored; null where the test part is scored. */
  validation: number | null;
  limit: number | null;
  /** Of the program. */
  version: string;
}

/** A line of runs.jsonl. */
export type RunLine = DoneLine | (Run & { status: 'failed'; reason: string });

export type DoneLine = Run & { status: 'done' } & Omit<RunResult, 'figures'> & {
    /** Null where there is none. */
    figures: Record<keyof RunResult['figures'], number | null>;
  };

/**
 * What a file of runs holds, by id, of several lines with one id the last. A last line that was cut short, as by a crash, is none. Throws
 * InputError for any other line that is no run, and FileError for a file that cannot be read; one that is not there holds none.
 */
export async function readRuns(path: string): Promise<Map<string, RunLine>> {
  const { explainFileError } = await import('@textcam/text/node');
  const text = await readFile(path, 'utf8').catch((error) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw explainFileError(error, path, 'read');
  });
  const lines = text.split('\n').slice(0, -1);
  const runs = lines.map((line, n) => runOf(line, `${path}, line ${n + 1}`));
  return new Map(runs.map((run) => [run.id, run]));
}

function runOf(line: string, where: string): RunLine {
  try {
    const run = JSON.parse(line);
    if (isRun(run)) return run;
  } catch {}
  throw new InputError(`${where}: is no run of a sweep; must be as \`textcam sweep\` wrote it; remove the line`);
}

function isRun(run: unknown): run is RunLine {
  if (!isObject(run) || typeof run.id !== 'string') return false;
  if (run.status === 'failed') return typeof run.reason === 'string';
  const { figures, model } = run;
  const isFigure = (value: unknown) => value === null || typeof value === 'number';
  return (
    run.status === 'done' &&
    isFigure(run.seconds) &&
    isObject(figures) &&
    isObject(model) &&
    ['examples', 'accuracy', 'auc', 'logLoss', 'expectedCalibrationError'].every((name) => isFigure(figures[name])) &&
    ['parameters', 'bytes'].every((name) => isFigure(model[name]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Makes sure that runs can be added, before one is made. Throws FileError. */
export async function checkAppendable(path: string): Promise<void> {
  const { explainFileError } = await import('@textcam/text/node');
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainFileError(error, path, 'written');
  }
}

/** Adds a run as a line of its own; what a crash left of a last line is cut off. Throws FileError. */
export async function appendRun(path: string, run: RunLine): Promise<void> {
  const { explainFileError } = await import('@textcam/text/node');
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a');
    try {
      const bytes = await readFile(path);
      const whole = bytes.lastIndexOf('\n') + 1;
      if (whole < bytes.length) await truncate(path, whole);
      await file.writeFile(`${JSON.stringify(run)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explainFileError(error, path, 'written');
  }
}
