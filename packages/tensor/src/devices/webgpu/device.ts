import { alignment, type Device, type DeviceBuffer, DeviceError, type Recording, type Slice } from '../../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../../kernel.js';
import { RecordedMemory } from '../recordedMemory.js';
import { FreeList, sizeClass } from '../sizes.js';
import { refuseAliases } from './aliases.js';
import { Failure } from './failure.js';
import { mapForReading, usage } from './flags.js';
import { Pipelines } from './pipelines.js';
import { Recorder } from './recorder.js';
import { disposedError, RecordedCommands, type RecordedDispatch } from './recording.js';

interface GpuBuffer extends DeviceBuffer {
  readonly memory: GPUBuffer;
}

const bytesPerElement = 4;

/**
 * Runs the WGSL body of every kernel on a GPU. Work is recorded and submitted when something is read, so that many kernels share one
 * submission. Errors that WebGPU reports late fail the device: pending reads reject, and so does every later use.
 */
export class WebGpuDevice implements Device {
  readonly name = 'webgpu';
  readonly details;
  readonly memory = { buffers: 0, elements: 0 };
  readonly counters = { dispatches: 0, submissions: 0, buffersCreated: 0, bindGroupsCreated: 0, maps: 0 };
  /** Memory of recordings that are not disposed of. */
  private readonly recorded = new Set<RecordedMemory<GpuBuffer>>();
  private recording: { memory: RecordedMemory<GpuBuffer>; dispatches: RecordedDispatch[] } | undefined;
  private readonly failure = new Failure();
  private readonly freed = new FreeList<GpuBuffer>();
  private readonly freedStaging = new FreeList<GpuBuffer>();
  private readonly pipelines: Pipelines;
  private readonly recorder: Recorder;

  constructor(
    private readonly gpu: GPUDevice,
    readonly description: string,
  ) {
    this.pipelines = new Pipelines(gpu, this.failure);
    this.recorder = new Recorder(gpu, this.counters);
    this.details = { adapter: description, features: [...gpu.features].sort(), limits: limitsOf(gpu) };
    gpu.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.failure.setAfterScopes(
        `webgpu: ${event.error.message}; nothing after this can be trusted; open another device`,
      );
    });
    gpu.lost.then(({ reason, message }) => {
      const why = [reason, message].filter(Boolean).join(': ');
      this.failure.lose(`webgpu: the GPU was lost (${why}); what was on it is gone; open another device`);
    });
  }

  allocate(size: number): DeviceBuffer {
    this.failure.check();
    const most = Math.floor(this.gpu.limits.maxBufferSize / bytesPerElement);
    if (size > most) {
      throw new DeviceError(
        `webgpu: ${size} elements are ${mebibytes(size)} MiB; this GPU takes at most ${mebibytes(most)} MiB in one tensor; ` +
          'use smaller batches or fewer dimensions',
      );
    }
    const capacity = Math.min(sizeClass(size), most);
    return this.recording
      ? this.recording.memory.allocate(capacity, () => this.obtain(capacity))
      : this.obtain(capacity);
  }

  free(buffer: DeviceBuffer): void {
    for (const memory of this.recorded) if (memory.free(buffer as GpuBuffer)) return;
    this.giveBack(buffer as GpuBuffer);
  }

  write({ buffer, offset, size, dtype }: Slice, values: ArrayLike<number>): void {
    this.failure.check();
    if (this.recording) {
      throw new DeviceError('capture: a write inside; must only run kernels; write to its inputs before the replay');
    }
    if (size === 0) return;
    const { memory } = buffer as GpuBuffer;
    this.recorder.beforeWrite(memory);
    this.gpu.queue.writeBuffer(memory, offset * bytesPerElement, ownArray(values, dtype));
  }

  run<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): void {
    this.failure.check();
    refuseAliases(kernel, bindings);
    const compiled = this.pipelines.of(kernel);
    const buffers = [...kernel.inputs, ...kernel.outputs].map((name) => this.bind(kernel.name, name, bindings[name]));
    const { size } = bindings[kernel.outputs[0]];
    if (this.recording) this.recording.dispatches.push({ name: kernel.name, compiled, buffers, params, size });
    else this.recorder.dispatch(compiled, buffers, params, size);
  }

  capture(work: () => void): Recording {
    this.failure.check();
    if (this.recording) throw new DeviceError('capture: inside another one; must not be; record one after the other');
    const memory = new RecordedMemory<GpuBuffer>();
    const dispatches: RecordedDispatch[] = [];
    this.recorded.add(memory);
    this.recording = { memory, dispatches };
    let done = false;
    try {
      work();
      done = true;
    } finally {
      this.recording = undefined;
      if (!done) this.release(memory);
    }
    return this.replayable(memory, new RecordedCommands(this.gpu, this.counters, dispatches));
  }

  async read({ buffer, offset, size, dtype }: Slice): Promise<Values> {
    this.failure.check();
    const bytes = size * bytesPerElement;
    const staging =
      this.freedStaging.take(sizeClass(size)) ?? this.fresh(sizeClass(size), usage.mapRead | usage.copyDestination);
    if (size > 0) this.recorder.copy((buffer as GpuBuffer).memory, offset * bytesPerElement, staging.memory, bytes);
    this.recorder.flush();
    this.counters.maps += 1;
    await this.failure.guard(() => staging.memory.mapAsync(mapForReading).catch(interrupted));
    const copy = staging.memory.getMappedRange().slice(0, bytes);
    staging.memory.unmap();
    this.freedStaging.put(staging);
    return dtype === 'int32' ? new Int32Array(copy) : new Float32Array(copy);
  }

  close(): void {
    this.failure.set('webgpu: the device is closed; open another one');
    // Destroys every buffer too.
    this.gpu.destroy();
  }

  private replayable(memory: RecordedMemory<GpuBuffer>, commands: RecordedCommands): Recording {
    const prepare = () => {
      this.failure.check();
      if (!this.recorded.has(memory)) throw disposedError();
      // What was queued before comes before.
      this.recorder.flush();
    };
    return {
      replay: () => {
        prepare();
        commands.submit();
      },
      profile: () =>
        this.failure.guard(() => {
          prepare();
          return commands.submitTimed();
        }),
      dispose: () => {
        if (!this.recorded.has(memory)) return;
        this.release(memory);
        commands.destroy();
      },
    };
  }

  private release(memory: RecordedMemory<GpuBuffer>): void {
    this.recorded.delete(memory);
    memory.release((buffer) => this.giveBack(buffer));
  }

  private obtain(capacity: number): GpuBuffer {
    const flags = usage.storage | usage.copySource | usage.copyDestination;
    const buffer = this.freed.take(capacity) ?? this.fresh(capacity, flags);
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }

  private giveBack(buffer: GpuBuffer): void {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    this.freed.put(buffer);
  }

  private fresh(capacity: number, flags: number): GpuBuffer {
    this.gpu.pushErrorScope('out-of-memory');
    this.counters.buffersCreated += 1;
    const memory = this.gpu.createBuffer({ size: capacity * bytesPerElement, usage: flags });
    this.failure.watch(
      this.gpu.popErrorScope(),
      () => `webgpu: no memory for ${mebibytes(capacity)} MiB; use smaller batches or fewer dimensions`,
    );
    return { capacity, memory };
  }

  private bind(op: string, name: string, { buffer, offset, size }: Slice): GPUBufferBinding {
    const { memory } = buffer as GpuBuffer;
    // WebGPU binds no empty range. Nothing reads this one.
    if (size === 0) return { buffer: memory, offset: 0, size: bytesPerElement };
    if (offset % alignment !== 0) {
      throw new DeviceError(
        `${op}: ${name} starts at element ${offset} of its buffer; must be a multiple of ${alignment}; copy it out first`,
      );
    }
    const most = this.gpu.limits.maxStorageBufferBindingSize / bytesPerElement;
    if (size > most) {
      throw new DeviceError(
        `${op}: ${name} has ${size} elements, ${mebibytes(size)} MiB; this GPU binds at most ${mebibytes(most)} MiB; ` +
          'use smaller batches or fewer dimensions',
      );
    }
    return { buffer: memory, offset: offset * bytesPerElement, size: size * bytesPerElement };
  }
}

function interrupted(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new DeviceError(`webgpu: a read was cut short (${why}); open another device`);
}

function mebibytes(elements: number): number {
  return Math.ceil((elements * bytesPerElement) / 2 ** 20);
}

/** A copy only where one is needed: a view on shared memory is refused by browsers and crashes Node. */
function ownArray(
  values: ArrayLike<number>,
  dtype: Slice['dtype'],
): Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  const Kind = dtype === 'int32' ? Int32Array : Float32Array;
  return values instanceof Kind && isOwn(values) ? values : new Kind(values);
}

function isOwn(values: Int32Array | Float32Array): values is Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  return values.buffer instanceof ArrayBuffer;
}

function limitsOf({ limits }: GPUDevice): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name in limits) {
    const value: unknown = Reflect.get(limits, name);
    if (typeof value === 'number') found[name] = value;
  }
  return found;
}
