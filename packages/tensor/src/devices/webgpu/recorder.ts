import type { Counting } from './counting.js';
import { usage } from './flags.js';
import type { Compiled } from './pipelines.js';
import { groupSize, type ParamValues, writeParams } from './shader.js';

// 512 dispatches with up to 256 bytes of params each: submitting costs about as much as one dispatch, so many share one.
const arenaBytes = 512 * 256;

/** Records dispatches and copies into one command encoder and submits them together. */
export class Recorder {
  private encoder: GPUCommandEncoder | undefined;
  private pass: GPUComputePassEncoder | undefined;
  private readonly touched = new Set<GPUBuffer>();
  /** Params of everything recorded, one block after the other. Written before each submission, so one buffer serves them all. */
  private readonly arena: GPUBuffer;
  private readonly blocks = new ArrayBuffer(arenaBytes);
  private readonly blockAlignment: number;
  private used = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly counters: Counting,
  ) {
    counters.buffersCreated += 1;
    this.arena = device.createBuffer({
      label: 'params',
      size: arenaBytes,
      usage: usage.uniform | usage.copyDestination,
    });
    this.blockAlignment = device.limits.minUniformBufferOffsetAlignment;
  }

  /** Records one invocation for each of `size` elements. */
  dispatch(
    { shader, layout, pipeline }: Compiled,
    buffers: readonly GPUBufferBinding[],
    params: ParamValues,
    size: number,
  ) {
    const block = this.reserve(shader.uniformBytes);
    writeParams(shader, params, new DataView(this.blocks, block, shader.uniformBytes));
    const entries = buffers.map((resource, binding): GPUBindGroupEntry => ({ binding, resource }));
    if (shader.uniformBytes > 0) {
      entries.push({ binding: entries.length, resource: { buffer: this.arena, size: shader.uniformBytes } });
    }
    for (const { buffer } of buffers) this.touched.add(buffer);
    this.pass ??= this.open().beginComputePass();
    this.pass.setPipeline(pipeline);
    this.pass.setBindGroup(0, this.device.createBindGroup({ layout, entries }), shader.uniformBytes > 0 ? [block] : []);
    this.pass.dispatchWorkgroups(...groupsFor(this.device, size));
    this.counters.bindGroupsCreated += 1;
    this.counters.dispatches += 1;
  }

  copy(from: GPUBuffer, start: number, to: GPUBuffer, bytes: number): void {
    this.pass?.end();
    this.pass = undefined;
    this.open().copyBufferToBuffer(from, start, to, 0, bytes);
  }

  /** Submits first whatever still needs what the buffer holds now. */
  beforeWrite(buffer: GPUBuffer): void {
    if (this.touched.has(buffer)) this.flush();
  }

  flush(): void {
    if (!this.encoder) return;
    this.pass?.end();
    if (this.used > 0) this.device.queue.writeBuffer(this.arena, 0, this.blocks, 0, this.used);
    this.device.queue.submit([this.encoder.finish()]);
    this.counters.submissions += 1;
    this.encoder = undefined;
    this.pass = undefined;
    this.touched.clear();
    new Uint8Array(this.blocks, 0, this.used).fill(0);
    this.used = 0;
  }

  private open(): GPUCommandEncoder {
    this.encoder ??= this.device.createCommandEncoder();
    return this.encoder;
  }

  /** Room for a block of params. Kernels without params take some too, so that a submission stays bounded. */
  private reserve(bytes: number): number {
    const room = Math.ceil(Math.max(bytes, 1) / this.blockAlignment) * this.blockAlignment;
    if (this.used + room > arenaBytes) this.flush();
    const start = this.used;
    this.used += room;
    return start;
  }
}

/** Workgroups for `size` elements: more than one dimension takes do nothing, silently, so the rest goes into rows. */
export function groupsFor(device: GPUDevice, size: number): [number, number] {
  const groups = Math.ceil(size / groupSize);
  const rows = Math.ceil(groups / device.limits.maxComputeWorkgroupsPerDimension);
  return [Math.ceil(groups / rows), rows];
}
