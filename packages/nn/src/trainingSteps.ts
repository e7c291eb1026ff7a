import {
  type Captured,
  capture,
  type Device,
  type DeviceCounters,
  gradients,
  type KernelTime,
  type RecordingMemory,
  scope,
  type Tensor,
} from '@textcam/tensor';
import type { LossLog } from './lossLog.js';
import { clipByGlobalNorm } from './optimizers/clipByGlobalNorm.js';
import type { Named, Optimizer } from './optimizers/optimizer.js';

/** Inputs of one shape on the device, and the loss that is computed from them. */
export interface LossOfShape<Batch> {
  /** Overwrites the inputs with those of a batch of the same shape. */
  write(batch: Batch): void;
  /** One number, the mean over the batch. Called once, while the step is recorded: it may run kernels, but write nothing. */
  loss(): Tensor;
  /** Frees the inputs. */
  dispose(): void;
}

/** A loss whose steps are recorded once for each shape of batch and then replayed. */
export interface RecordedLoss<Batch> {
  /** Batches of one shape share a recording. */
  shapeOf(batch: Batch): string;
  /** Inputs with room for batches of this one's shape. */
  open(batch: Batch): LossOfShape<Batch>;
}

/** What a step needs, whatever the batch. */
export interface StepParts {
  parameters: Named;
  optimizer: Optimizer;
  maximumNorm: number | undefined;
  log: LossLog;
}

/** What the device did in one steady step, and what each kernel took in another. */
export interface StepProfile {
  perStep: DeviceCounters;
  /** The longest first. */
  kernels: KernelTime[];
}

/** Loss, gradients and the optimizer's device part: all that a step runs. */
function runStep(loss: () => Tensor, { parameters, optimizer, maximumNorm, log }: StepParts): void {
  scope(() => {
    const value = loss();
    const names = Object.keys(parameters);
    const targets = Object.values(parameters);
    if (maximumNorm === undefined) {
      gradients(
        value,
        targets,
        names.map((name) => optimizer.gradients[name]),
      );
      optimizer.apply(optimizer.gradients);
    } else {
      const found = gradients(value, targets);
      optimizer.apply(clipByGlobalNorm(Object.fromEntries(names.map((name, n) => [name, found[n]])), maximumNorm));
    }
    log.append(value);
  });
}

/** Steps that are run as they come. */
export class PlainSteps<Batch> {
  constructor(
    private readonly loss: (batch: Batch) => Tensor,
    private readonly parts: StepParts,
  ) {}

  run(batch: Batch): void {
    this.parts.optimizer.advance();
    runStep(() => this.loss(batch), this.parts);
    this.parts.log.count();
  }

  dispose(): void {}
}

/** A recording and its inputs. */
interface Shape<Batch> {
  inputs: LossOfShape<Batch>;
  recording: Captured<void>;
  replays: number;
}

/** Steps that are recorded once for each shape of batch, and replayed, all in one memory. */
export class RecordedSteps<Batch> {
  private readonly shapes = new Map<string, Shape<Batch>>();
  private memory: RecordingMemory | undefined;
  private perStep: DeviceCounters | undefined;

  constructor(
    private readonly device: Device,
    private readonly loss: RecordedLoss<Batch>,
    private readonly parts: StepParts,
  ) {}

  run(batch: Batch): void {
    this.prepare(batch).recording.replay();
  }

  /** A step that is measured when it is steady: first what the device does in one, then, with the next, what its kernels take. */
  async profile(batch: Batch): Promise<StepProfile | undefined> {
    const reads = this.parts.log.almostFull;
    const { recording, replays } = this.prepare(batch);
    if (this.perStep) return { perStep: this.perStep, kernels: await recording.profile() };
    const before = { ...this.device.counters };
    recording.replay();
    if (replays > 2 && !reads) this.perStep = difference(this.device.counters, before);
    return undefined;
  }

  dispose(): void {
    for (const { inputs, recording } of this.shapes.values()) {
      recording.dispose();
      inputs.dispose();
    }
    this.shapes.clear();
  }

  private prepare(batch: Batch): Shape<Batch> {
    const key = this.loss.shapeOf(batch);
    const shape = this.shapes.get(key) ?? this.record(batch);
    this.shapes.set(key, shape);
    shape.inputs.write(batch);
    this.parts.optimizer.advance();
    this.parts.log.count();
    shape.replays += 1;
    return shape;
  }

  private record(batch: Batch): Shape<Batch> {
    const inputs = this.loss.open(batch);
    try {
      const recording = capture(this.device, () => runStep(() => inputs.loss(), this.parts), this.memory);
      this.memory = recording.memory;
      return { inputs, recording, replays: 0 };
    } catch (error) {
      inputs.dispose();
      throw error;
    }
  }
}

function difference(after: DeviceCounters, before: DeviceCounters): DeviceCounters {
  return {
    dispatches: after.dispatches - before.dispatches,
    submissions: after.submissions - before.submissions,
    buffersCreated: after.buffersCreated - before.buffersCreated,
    bindGroupsCreated: after.bindGroupsCreated - before.bindGroupsCreated,
    maps: after.maps - before.maps,
  };
}
