import type { DeviceChoice } from '@textcam/tensor';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Room for any setting that makes sense; a saved classifier holds none that is larger. */
const largestCount = 1_000_000;

/** Reads a whole number from 1 to a million. */
export const count = countUpTo(largestCount);

/** A reader of whole numbers from 1 to the largest that makes sense. */
export function countUpTo(largest: number): (value: string) => number {
  return (value) => {
    const number = wholeNumber(value);
    if (number >= 1 && number <= largest) return number;
    throw new InvalidArgumentError(`must be a whole number from 1 to ${largest}`);
  };
}

/** Reads a whole number from 0 to 2^32 - 1: of a larger seed the lowest bits alone would count. */
export function seed(value: string): number {
  const number = wholeNumber(value);
  if (number < 2 ** 32) return number;
  throw new InvalidArgumentError('must be a whole number from 0 to 4294967295');
}

/** Reads a number above 0. */
export function positive(value: string): number {
  const number = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
  if (number > 0 && number < Number.POSITIVE_INFINITY) return number;
  throw new InvalidArgumentError('must be a number above 0');
}

/** NaN for what is none, '0x10', '1e3' and '' among it. */
function wholeNumber(value: string): number {
  return /^\d+$/.test(value) ? Number(value) : Number.NaN;
}

/** The options that name labelled texts, alike in all commands. */
export interface DatasetOptions {
  dataset: string;
  data?: string | undefined;
  textColumn?: string | undefined;
  labelColumn?: string | undefined;
  test?: string | undefined;
}

const datasetFlag = '--dataset <name|file>';

/** Declares those that every command with a data set has. `required`: whether --dataset must be there, whatever else is. */
export function addDatasetOptions(command: Command, { required }: { required: boolean }): Command {
  return command
    .addOption(
      new Option(datasetFlag, 'imdb, starter, or a .csv, .jsonl or .ndjson file of labelled texts').makeOptionMandatory(
        required,
      ),
    )
    .option(
      '--data <path>',
      'imdb: the archive aclImdb_v1.tar.gz or its extracted folder (default: the downloaded one)',
    )
    .option('--text-column <name>', 'file: the column of the texts (default: "text")')
    .option('--label-column <name>', 'file: the column of the labels (default: "label")');
}

/** Ends a command that needs --dataset after all, in the words that commander has for it. */
export function missDataset(command: Command): never {
  return command.error(`error: required option '${datasetFlag}' not specified`, { exitCode: 1 });
}

/** Where a command computes. */
export interface DeviceOptions {
  device: DeviceChoice;
}

// A record, so that the compiler asks for every choice there is.
const deviceNames: Record<DeviceChoice, true> = { auto: true, webgpu: true, cpu: true };

/** `--device`, alike in all commands that compute. */
export function deviceOption(): Option {
  return new Option('--device <name>', 'where to compute; auto: a real GPU, else the CPU; webgpu: software too')
    .choices(Object.keys(deviceNames))
    .default('auto');
}
