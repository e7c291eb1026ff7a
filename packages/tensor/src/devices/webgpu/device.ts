import { alignment, type Device, type DeviceBuffer, DeviceError, type Slice } from '../../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../../kernel.js';
import { FreeList, sizeClass } from '../sizes.js';
import { Failure } from './failure.js';
import { mapForReading, usage } from './flags.js';
import { Pipelines } from './pipelines.js';
import { Recorder } from './recorder.js';

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
  readonly memory = { buffers: 0, elements: 0 };
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
    this.recorder = new Recorder(gpu);
    gpu.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.failure.setAfterScopes(
        `webgpu: ${event.error.message}; nothing after this can be trusted; open another device`,
      );
    });
    gpu.lost.then(({ reason, message }) => {
      const why = [reason, message].filter(Boolean).join(': ');
      this.failure.set(`webgpu: the GPU was lost (${why}); what was on it is gone; open another device`);
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
    const flags = usage.storage | usage.copySource | usage.copyDestination;
    const buffer = this.freed.take(capacity) ?? this.fresh(capacity, flags);
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }

  free(buffer: DeviceBuffer): void {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    this.freed.put(buffer as GpuBuffer);
  }

  write({ buffer, offset, size, dtype }: Slice, values: ArrayLike<number>): void {
    this.failure.check();
    if (size === 0) return;
    const { memory } = buffer as GpuBuffer;
    this.recorder.beforeWrite(memory);
    // Always a copy: a view on shared memory is refused by browsers and crashes Node.
    const copy = dtype === 'int32' ? new Int32Array(values) : new Float32Array(values);
    this.gpu.queue.writeBuffer(memory, offset * bytesPerElement, copy);
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
    this.recorder.dispatch(compiled, buffers, params, bindings[kernel.outputs[0]].size);
  }

  async read({ buffer, offset, size, dtype }: Slice): Promise<Values> {
    this.failure.check();
    const bytes = size * bytesPerElement;
    const staging =
      this.freedStaging.take(sizeClass(size)) ?? this.fresh(sizeClass(size), usage.mapRead | usage.copyDestination);
    if (size > 0) this.recorder.copy((buffer as GpuBuffer).memory, offset * bytesPerElement, staging.memory, bytes);
    this.recorder.flush();
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

  private fresh(capacity: number, flags: number): GpuBuffer {
    this.gpu.pushErrorScope('out-of-memory');
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

/** WebGPU takes no buffer as input and output of one dispatch, whatever the ranges, and no overlapping outputs. Throws DeviceError. */
function refuseAliases(kernel: Kernel, bindings: Readonly<Record<string, Slice>>): void {
  kernel.outputs.forEach((output, n) => {
    const written = bindings[output];
    const read = kernel.inputs.find((input) => bindings[input].buffer === written.buffer);
    const twice = kernel.outputs.slice(0, n).find((other) => overlap(bindings[other], written));
    const other = read ?? twice;
    if (other === undefined) return;
    throw new DeviceError(
      `${kernel.name}: ${other} and ${output} lie in one buffer; what is written must lie apart; copy ${other} first`,
    );
  });
}

function overlap(a: Slice, b: Slice): boolean {
  return a.buffer === b.buffer && a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}

function interrupted(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new DeviceError(`webgpu: a read was cut short (${why}); open another device`);
}

function mebibytes(elements: number): number {
  return Math.ceil((elements * bytesPerElement) / 2 ** 20);
}
