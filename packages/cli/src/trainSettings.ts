import { resolve } from 'node:path';
import type { DeviceChoice } from '@textcam/tensor';
import type { Preset, presets } from '@textcam/text';
import type { Command } from 'commander';
import { tableEnding } from './dataset.js';
import { UsageError } from './errors.js';
import type { DatasetOptions, DeviceOptions } from './options.js';
import { withSettingsFile } from './settingsFile.js';

export type PresetName = keyof typeof presets;

/** The options of `textcam train`. */
export interface TrainOptions extends Omit<DatasetOptions, 'dataset'>, DeviceOptions {
  /** Left out with --resume alone. */
  dataset?: string;
  preset: PresetName;
  settings?: string;
  vectors: string;
  dimensions?: number;
  epochs?: number;
  batchSize?: number;
  lr?: number;
  seed: number;
  limit?: number;
  out: string;
  resume?: string;
  profile?: true;
  json?: true;
}

/** What decides the model: the same settings and the same data give the same one. */
export interface TrainSettings extends DatasetOptions {
  preset: Preset;
  vectors: string;
  seed: number;
  limit?: number | undefined;
}

/** The settings that the options of a new training stand for. */
export async function settingsOf(options: TrainOptions & DatasetOptions): Promise<TrainSettings> {
  const { presets } = await import('@textcam/text');
  const { dataset, data, textColumn, labelColumn, test, vectors, seed, limit } = options;
  const { dimensions, epochs, batchSize, lr } = options;
  const named = presets[options.preset];
  const preset = options.settings === undefined ? named : await withSettingsFile(named, options.settings);
  return {
    ...{ dataset, data, textColumn, labelColumn, test, vectors, seed, limit },
    preset: {
      ...preset,
      ...(dimensions !== undefined && { dimensions }),
      ...(epochs !== undefined && { epochs }),
      ...(batchSize !== undefined && { batchSize }),
      ...(lr !== undefined && { learningRate: lr }),
    },
  };
}

/** The same with whole paths, so that they hold in any folder. */
export function withWholePaths<Paths extends Partial<DatasetOptions> & { vectors: string }>(settings: Paths): Paths {
  const { dataset, data, test, vectors } = settings;
  return {
    ...settings,
    ...(dataset !== undefined && { dataset: tableEnding.test(dataset) ? resolve(dataset) : dataset }),
    ...(data !== undefined && { data: resolve(data) }),
    ...(test !== undefined && { test: resolve(test) }),
    vectors: ['none', 'wink'].includes(vectors) ? vectors : resolve(vectors),
  };
}

/** Throws UsageError for an option beside --resume that says other than the checkpoint. What decides no number may differ. */
export function refuseContradictions(command: Command, options: TrainOptions, settings: TrainSettings): void {
  const { preset, ...others } = settings;
  const recorded: Record<string, unknown> = {
    ...others,
    preset: preset.name,
    dimensions: preset.dimensions,
    epochs: preset.epochs,
    batchSize: preset.batchSize,
    lr: preset.learningRate,
    out: resolve(options.resume!),
  };
  const given: Record<string, unknown> = { ...withWholePaths(options), out: resolve(options.out) };
  const free = ['resume', 'device', 'profile', 'json'];
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli' || free.includes(name) || given[name] === recorded[name]) continue;
    if (name === 'settings') {
      throw new UsageError(
        `--settings ${options.settings}: the checkpoint has its settings; must not be told again; leave it out, or train anew without --resume`,
      );
    }
    const was = recorded[name] === undefined ? `has no ${option.long}` : `has ${recorded[name]}`;
    throw new UsageError(
      `${option.long} ${command.getOptionValue(name)}: the checkpoint ${was}; must agree with --resume; leave it out, or train anew without --resume`,
    );
  }
}

/** Where to compute: where the checkpoint was made to, unless the user says otherwise. */
export function deviceOf(command: Command, { device }: TrainOptions, recorded: DeviceChoice): DeviceChoice {
  return command.getOptionValueSource('device') === 'cli' ? device : recorded;
}
