import type { Device, DeviceBuffer, Recording, RecordingMemory, Slice } from '../../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../../kernel.js';
import type { RecordedMemory } from '../recordedMemory.js';
import { Recordings } from '../recordings.js';
import { refuseAliases } from './aliases.js';
import { CountedGpu } from './counted.js';
import { Failure } from './failure.js';
import { limitsOf } from './limits.js';
import { Measuring } from './measuring.js';
import { bytesPerElement, type GpuBuffer, Memory } from './memory.js';
import { Pipelines } from './pipelines.js';
import { Recorder } from './recorder.js';
import { CommandList } from './recording.js';
import { Staging } from './staging.js';
import { clockFeature } from './timestamps.js';
import { Variants } from './variants.js';
import { type Work, workOf } from './work.js';

/**
 * Runs the WGSL bodies of every kernel on a GPU. Work is gathered and submitted when something is read, so that many kernels share one
 * submission. Errors that WebGPU reports late fail the device: pending reads reject, and so does every later use.
 */
export class WebGpuDevice implements Device {
  readonly name = 'webgpu';
  readonly details;
  readonly canBeLost = true;
  readonly counters;
  readonly memory;
  private readonly gpu: CountedGpu;
  private readonly failure = new Failure();
  private readonly buffers: Memory;
  private readonly staging: Staging;
  private readonly pipelines: Pipelines;
  private readonly variants: Variants;
  private readonly measuring: Measuring;
  private readonly recorder: Recorder;
  private readonly recordings = new Recordings<GpuBuffer, Work>((buffer) => this.buffers.giveBack(buffer));

  constructor(
    device: GPUDevice,
    readonly description: string,
  ) {
    this.gpu = new CountedGpu(device);
    this.counters = this.gpu.counters;
    this.details = { adapter: description, features: [...device.features].sort(), limits: limitsOf(device.limits) };
    this.buffers = new Memory(this.gpu, this.failure);
    this.memory = this.buffers.held;
    this.staging = new Staging(this.buffers);
    this.pipelines = new Pipelines(device, this.failure);
    this.variants = new Variants(device, device.limits, device.features.has(clockFeature));
    this.measuring = new Measuring(this.gpu, this.buffers, this.failure);
    this.recorder = new Recorder(this.gpu, this.measuring);
    this.listen(device);
  }

  allocate(size: number): DeviceBuffer {
    this.failure.check();
    const capacity = this.buffers.capacityFor(size);
    return this.recordings.allocate(capacity, () => this.buffers.obtain(capacity));
  }

  free(buffer: DeviceBuffer): void {
    this.recordings.free(buffer as GpuBuffer);
  }

  write({ buffer, offset, size, dtype }: Slice, values: ArrayLike<number>): void {
    this.failure.check();
    this.recordings.refuseWrite();
    if (size === 0) return;
    const { memory } = buffer as GpuBuffer;
    this.recorder.beforeWrite(memory);
    this.gpu.device.queue.writeBuffer(memory, offset * bytesPerElement, asStored(values, dtype));
  }

  run<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): void {
    this.failure.check();
    refuseAliases(kernel, bindings);
    const buffers = [...kernel.inputs, ...kernel.outputs].map((name) =>
      this.buffers.bind(kernel.name, name, bindings[name]),
    );
    const { maxComputeWorkgroupsPerDimension } = this.gpu.device.limits;
    const work = workOf(
      this.pipelines.of(kernel),
      this.variants.of(kernel, params),
      buffers,
      params,
      bindings[kernel.outputs[0]].size,
      maxComputeWorkgroupsPerDimension,
    );
    if (!this.recordings.take(work)) this.recorder.dispatch(work);
  }

  capture(work: () => void, shared?: RecordingMemory): Recording {
    this.failure.check();
    const recorded = this.recordings.record(work, shared as RecordedMemory<GpuBuffer> | undefined);
    const { commands, memory, check, release } = recorded;
    const list = new CommandList(this.gpu, commands);
    const prepare = () => {
      this.failure.check();
      check();
      // What was queued before comes first.
      this.recorder.flush();
    };
    return {
      memory,
      replay: () => {
        prepare();
        list.run(this.measuring);
      },
      profile: async () => {
        prepare();
        return list.profile(this.failure);
      },
      dispose: () => {
        release();
        list.destroy();
      },
    };
  }

  async read({ buffer, offset, size, dtype }: Slice): Promise<Values> {
    this.failure.check();
    const bytes = size * bytesPerElement;
    const staging = this.staging.take(size);
    if (size > 0) this.recorder.copy((buffer as GpuBuffer).memory, offset * bytesPerElement, staging.memory, bytes);
    this.recorder.flush();
    await this.failure.guard(() => this.gpu.map(staging.memory));
    const copy = staging.memory.getMappedRange().slice(0, bytes);
    staging.memory.unmap();
    this.staging.giveBack(staging);
    return dtype === 'int32' ? new Int32Array(copy) : new Float32Array(copy);
  }

  close(): void {
    this.failure.set('webgpu: the device is closed; open another one');
    // Destroys every buffer too.
    this.gpu.device.destroy();
  }

  private listen(device: GPUDevice): void {
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.failure.setAfterScopes(
        `webgpu: ${event.error.message}; nothing after this can be trusted; open another device`,
      );
    });
    device.lost.then(({ reason, message }) => {
      const why = [reason, message].filter(Boolean).join(': ');
      this.failure.lose(`webgpu: the GPU was lost (${why}); what was on it is gone; open another device`);
    });
  }
}

/** Values as they lie on the GPU. Copied only when they must be: a view on shared memory is refused by browsers and crashes Node. */
function asStored(
  values: ArrayLike<number>,
  dtype: Slice['dtype'],
): Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  const Stored = dtype === 'int32' ? Int32Array : Float32Array;
  return values instanceof Stored && isUnshared(values) ? values : new Stored(values);
}

function isUnshared(values: Int32Array | Float32Array): values is Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  return values.buffer instanceof ArrayBuffer;
}
