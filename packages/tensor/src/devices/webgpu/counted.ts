import type { DeviceCounters } from '../../device.js';
import { mapForReading } from './flags.js';

/** A GPU with all that costs something counted on its way there: nothing else in this folder makes, submits or maps anything. */
export class CountedGpu {
  private readonly counts = { dispatches: 0, submissions: 0, buffersCreated: 0, bindGroupsCreated: 0, maps: 0 };
  readonly counters: DeviceCounters = this.counts;

  constructor(readonly device: GPUDevice) {}

  createBuffer(descriptor: GPUBufferDescriptor): GPUBuffer {
    this.counts.buffersCreated += 1;
    return this.device.createBuffer(descriptor);
  }

  createBindGroup(descriptor: GPUBindGroupDescriptor): GPUBindGroup {
    this.counts.bindGroupsCreated += 1;
    return this.device.createBindGroup(descriptor);
  }

  dispatch(pass: GPUComputePassEncoder, groups: readonly [x: number, y: number]): void {
    this.counts.dispatches += 1;
    pass.dispatchWorkgroups(...groups);
  }

  submit(encoder: GPUCommandEncoder): void {
    this.counts.submissions += 1;
    this.device.queue.submit([encoder.finish()]);
  }

  map(buffer: GPUBuffer): Promise<void> {
    this.counts.maps += 1;
    return buffer.mapAsync(mapForReading);
  }
}
