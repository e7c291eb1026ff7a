import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceChoice } from '@textcam/tensor';
import type { Preset, TrainingState } from '@textcam/text';
import { InputError, oneLine, StoppedError } from './errors.js';
import type { TrainSettings } from './trainSettings.js';

/** In the folder of --out, while training goes on or is stopped. */
export const checkpointFile = 'checkpoint.safetensors';

/** What the command keeps beside the numbers, to go on without being told again. */
export interface RecordedRun {
  settings: TrainSettings;
  device: DeviceChoice;
  /** The description of the device that computed. */
  computedOn: string;
  /** Of the data set. */
  fingerprint: string;
}

/**
 * The checkpoint in a folder. Throws InputError when there is none, saying what is there, or when it is damaged, and FileError when it cannot
 * be read.
 */
export async function readCheckpoint(folder: string): Promise<{ state: TrainingState; run: RecordedRun }> {
  const [{ loadTrainingState, withAllSettings }, { readFileOrExplain }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  await refuseWithout(folder);
  const path = join(folder, checkpointFile);
  const bytes = await readFileOrExplain(path, 'a checkpoint of `textcam train`');
  const { state, run } = loadTrainingState(bytes, path);
  if (isRecordedRun(run)) {
    const { settings } = run;
    return { state, run: { ...run, settings: { ...settings, preset: withAllSettings(settings.preset) as Preset } } };
  }
  throw new InputError(
    `${path}: does not say how it was trained; must be a checkpoint of \`textcam train\`; train anew`,
  );
}

async function refuseWithout(folder: string): Promise<void> {
  const files = await readdir(folder).catch((error) => {
    const what = error?.code === 'ENOTDIR' ? 'is no folder' : 'no such folder';
    throw new InputError(
      `--resume ${folder}: ${what}; must be one that \`textcam train --out\` writes to; check the path`,
    );
  });
  if (files.includes(checkpointFile)) return;
  const complete = files.includes('model.safetensors');
  const shown = files.slice(0, 5).map(oneLine).join(', ') + (files.length > 5 ? ', …' : '');
  throw new InputError(
    `--resume ${folder}: has no ${checkpointFile}, but ${shown || 'nothing'}; ` +
      (complete
        ? 'only a training that was stopped has one, and the model there is complete; use it, or train anew without --resume'
        : 'must be the folder of a training that was stopped; check the path, or train anew without --resume'),
  );
}

function isRecordedRun(value: unknown): value is RecordedRun {
  if (!isObject(value) || !isObject(value.settings)) return false;
  const { settings, device, computedOn, fingerprint } = value;
  const { dataset, data, textColumn, labelColumn, test, vectors, preset, seed, limit } = settings;
  return (
    [device, computedOn, fingerprint, dataset, vectors].every((item) => typeof item === 'string') &&
    [data, textColumn, labelColumn, test].every((item) => item === undefined || typeof item === 'string') &&
    typeof seed === 'number' &&
    (limit === undefined || typeof limit === 'number') &&
    isObject(preset)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A training's checkpoint file: written over and over while it runs, gone when it is complete. */
export class Checkpoint {
  readonly #folder: string;
  readonly #note: (line: string) => void;
  #isThere: boolean;
  #problem: string | undefined;

  /**
   * @param isThere whether the training goes on from one
   * @param note tells the user something
   */
  constructor(folder: string, { isThere, note }: { isThere: boolean; note: (line: string) => void }) {
    this.#folder = folder;
    this.#note = note;
    this.#isThere = isThere;
  }

  /** Takes the place of the last one, which stays whole until then. Where it cannot be written, training is worth more: a line says so, once. */
  async write(state: TrainingState, run: RecordedRun): Promise<void> {
    const [{ saveTrainingState }, { writeFileAtomically }] = await Promise.all([
      import('@textcam/text'),
      import('@textcam/text/node'),
    ]);
    try {
      await writeFileAtomically(join(this.#folder, checkpointFile), saveTrainingState(state, run));
      this.#isThere = true;
      this.#problem = undefined;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'FileError') throw error;
      if (this.#problem === undefined) this.#note(`Going on without a checkpoint: ${oneLine(error.message)}`);
      this.#problem = error.message;
    }
  }

  /** The command that goes on with the training; undefined where nothing is there to go on from. */
  get wayOn(): string | undefined {
    const where = /^[\w./-]+$/.test(this.#folder) ? this.#folder : JSON.stringify(this.#folder);
    return this.#isThere ? `textcam train --resume ${where}` : undefined;
  }

  /** What to tell the user who stopped the training. */
  stopped(): StoppedError {
    if (this.wayOn !== undefined) return new StoppedError(`stopped; to go on: ${this.wayOn}`);
    return new StoppedError(`stopped; nothing was written${this.#problem === undefined ? '' : `; ${this.#problem}`}`);
  }

  /** Removes it, and what a write that was killed has left beside it. */
  async remove(): Promise<void> {
    const files = await readdir(this.#folder).catch(() => []);
    const ours = files.filter((file) => file.startsWith(checkpointFile));
    for (const file of ours) await rm(join(this.#folder, file), { force: true });
  }
}
