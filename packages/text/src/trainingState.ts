import {
  CheckpointError,
  loadParameters,
  type Optimizer,
  type Progress,
  readSafetensors,
  type StoredTensor,
  safetensorsPieces,
  saveParameters,
  type TextCnn,
} from '@textcam/nn';
import type { Tensor } from '@textcam/tensor';
import type { EpochSummary } from './epochSummary.js';

/** Numbers by name, on the host. */
export type HostTensors = Readonly<Record<string, StoredTensor>>;

/** All that training needs to go on from after a step, on any device: to the same bits on a device of the same kind. */
export interface TrainingState {
  progress: Progress;
  /** Epochs that are done and evaluated. */
  epochs: EpochSummary[];
  optimizerSteps: number;
  parameters: HostTensors;
  /** What layers move beside the parameters, as dropout its counter. */
  layers: HostTensors;
  moments: HostTensors;
  /** With patience, the parameters of the best epoch so far, averaged where the preset says so. */
  best?: HostTensors | undefined;
  /** Of a first training, for the one under way to be divided by. */
  temperature?: number | undefined;
}

/** What training changes on the device. */
export interface Trained {
  network: TextCnn;
  optimizer: Optimizer;
}

/** A copy on the host of what training has on the device. */
export async function takeState(
  { network, optimizer }: Trained,
  { progress, epochs, ...rest }: Pick<TrainingState, 'progress' | 'epochs' | 'best' | 'temperature'>,
): Promise<TrainingState> {
  const optimizerSteps = optimizer.steps;
  const [parameters, layers, moments] = await Promise.all(
    [network.parameters(), network.state(), optimizer.state()].map(copyOf),
  );
  return { progress: { ...progress }, epochs: [...epochs], optimizerSteps, parameters, layers, moments, ...rest };
}

/** Puts training where a state says. Throws CheckpointError for a state of another network or optimizer. */
export function goOnFrom(state: TrainingState, { network, optimizer }: Trained): void {
  putState(state.parameters, network.parameters());
  putState(state.layers, network.state());
  putState(state.moments, optimizer.state());
  optimizer.steps = state.optimizerSteps;
}

/** Tensors' numbers on the host. */
export async function copyOf(tensors: Readonly<Record<string, Tensor>>): Promise<HostTensors> {
  return Object.fromEntries((await saveParameters(tensors, {})).tensors);
}

/** Writes the state's numbers into tensors. Throws CheckpointError unless they have the same names and shapes. */
export function putState(values: HostTensors, tensors: Readonly<Record<string, Tensor>>): void {
  loadParameters({ tensors: new Map(Object.entries(values)), metadata: {} }, tensors);
}

const format = 'textcam-training';
const version = '1';

/**
 * A training's state as a file's bytes, piece by piece.
 *
 * @param run what tells this training from others, as JSON: settings, data set, seed, and whatever the caller needs to go on
 */
export function saveTrainingState(state: TrainingState, run: object): Iterable<Uint8Array> {
  const { progress, epochs, optimizerSteps, temperature } = state;
  const tensors = new Map(
    parts.flatMap(({ part, prefix }) =>
      Object.entries(state[part] ?? {}).map(([name, stored]): [string, StoredTensor] => [`${prefix}${name}`, stored]),
    ),
  );
  const metadata = {
    format,
    version,
    run: JSON.stringify(run),
    state: JSON.stringify({ progress, epochs, optimizerSteps, temperature }),
  };
  return safetensorsPieces({ tensors, metadata });
}

/** How the tensors of a state are told apart in a file: by how their names begin. What begins otherwise are the parameters. */
const parts = [
  { part: 'best', prefix: 'best.' },
  { part: 'layers', prefix: 'layers.' },
  { part: 'moments', prefix: 'optimizer.' },
  { part: 'parameters', prefix: '' },
] as const;

/**
 * A training's state from a file's bytes, with what `saveTrainingState` was told of the run.
 *
 * @param file the name to put in errors
 * @throws CheckpointError for bytes that are no such file
 */
export function loadTrainingState(bytes: Uint8Array, file: string): { state: TrainingState; run: unknown } {
  const { tensors, metadata } = readSafetensors(bytes, file);
  if (metadata.format !== format || metadata.version !== version) {
    throw new CheckpointError(
      `${file}: format ${metadata.format ?? 'none'}, version ${metadata.version ?? 'none'}; must be ${format} ${version}, ` +
        'as training writes it; name the folder of a training that was stopped',
    );
  }
  const found: Record<(typeof parts)[number]['part'], Record<string, StoredTensor>> = {
    best: {},
    layers: {},
    moments: {},
    parameters: {},
  };
  for (const [name, stored] of tensors) {
    const place = parts.find(({ prefix }) => name.startsWith(prefix));
    if (place) found[place.part][name.slice(place.prefix.length)] = stored;
  }
  const state: unknown = parsed(metadata.state);
  if (!isCounters(state)) {
    throw new CheckpointError(`${file}: its counters are damaged; must be as training wrote them; train anew`);
  }
  const best = Object.keys(found.best).length > 0 ? found.best : undefined;
  return { state: { ...state, ...found, best }, run: parsed(metadata.run) };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function isCounters(
  value: unknown,
): value is Pick<TrainingState, 'progress' | 'epochs' | 'optimizerSteps' | 'temperature'> {
  if (typeof value !== 'object' || value === null) return false;
  if (!('progress' in value && 'epochs' in value && 'optimizerSteps' in value)) return false;
  const { progress, epochs, optimizerSteps } = value;
  const counters: unknown[] = typeof progress === 'object' && progress !== null ? Object.values(progress) : [];
  return (
    counters.length === 5 &&
    [...counters, optimizerSteps].every((count) => typeof count === 'number' && Number.isFinite(count) && count >= 0) &&
    Array.isArray(epochs) &&
    (!('temperature' in value) || (typeof value.temperature === 'number' && value.temperature > 0))
  );
}
