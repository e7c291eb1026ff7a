import { DeviceError, type KernelTime } from '../../device.js';
import type { Counting } from './counting.js';
import { mapForReading, usage } from './flags.js';
import type { Compiled } from './pipelines.js';
import { groupsFor } from './recorder.js';
import { type ParamValues, writeParams } from './shader.js';

/** A dispatch that was recorded: what runs, on what, with which params. */
export interface RecordedDispatch {
  readonly name: string;
  readonly compiled: Compiled;
  readonly buffers: readonly GPUBufferBinding[];
  readonly params: ParamValues;
  /** Elements of the first output. */
  readonly size: number;
}

/** A dispatch with all that it needs, made once. */
interface Command {
  readonly name: string;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly offsets: readonly number[];
  readonly groups: readonly [number, number];
}

/** Dispatches with their params and bind groups, submitted together as often as asked. */
export class RecordedCommands {
  private readonly commands: readonly Command[];
  /** Params of all dispatches: they never change, so they are written once. */
  private readonly params: GPUBuffer | undefined;

  constructor(
    private readonly device: GPUDevice,
    private readonly counters: Counting,
    dispatches: readonly RecordedDispatch[],
  ) {
    const alignment = device.limits.minUniformBufferOffsetAlignment;
    const sizes = dispatches.map(({ compiled }) => Math.ceil(compiled.shader.uniformBytes / alignment) * alignment);
    const blocks = new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0));
    this.params = blocks.byteLength > 0 ? this.paramsBuffer(blocks.byteLength) : undefined;
    let start = 0;
    this.commands = dispatches.map((dispatch, n) => {
      const command = this.commandOf(dispatch, blocks, start);
      start += sizes[n];
      return command;
    });
    if (this.params) device.queue.writeBuffer(this.params, 0, blocks);
  }

  submit(): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const command of this.commands) dispatchInto(pass, command);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
    this.counters.dispatches += this.commands.length;
    this.counters.submissions += 1;
  }

  /** `submit`, with each dispatch timed; NaN where the adapter has no clock. */
  async submitTimed(): Promise<KernelTime[]> {
    const { device, commands } = this;
    if (commands.length === 0) return [];
    if (!device.features.has('timestamp-query')) {
      this.submit();
      return sumByName(commands.map(({ name }) => ({ name, ms: Number.NaN })));
    }
    const count = 2 * commands.length;
    const bytes = count * 8;
    const querySet = device.createQuerySet({ type: 'timestamp', count });
    const resolved = device.createBuffer({ size: bytes, usage: usage.queryResolve | usage.copySource });
    const staging = device.createBuffer({ size: bytes, usage: usage.mapRead | usage.copyDestination });
    this.counters.buffersCreated += 2;
    const encoder = device.createCommandEncoder();
    commands.forEach((command, n) => {
      const timestampWrites = { querySet, beginningOfPassWriteIndex: 2 * n, endOfPassWriteIndex: 2 * n + 1 };
      const pass = encoder.beginComputePass({ timestampWrites });
      dispatchInto(pass, command);
      pass.end();
    });
    encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    this.counters.dispatches += commands.length;
    this.counters.submissions += 1;
    await staging.mapAsync(mapForReading);
    this.counters.maps += 1;
    const times = new BigUint64Array(staging.getMappedRange());
    const found = commands.map(({ name }, n) => ({ name, ms: Number(times[2 * n + 1] - times[2 * n]) / 1e6 }));
    for (const made of [staging, resolved, querySet]) made.destroy();
    return sumByName(found);
  }

  destroy(): void {
    this.params?.destroy();
  }

  private paramsBuffer(size: number): GPUBuffer {
    this.counters.buffersCreated += 1;
    return this.device.createBuffer({ label: 'recorded params', size, usage: usage.uniform | usage.copyDestination });
  }

  private commandOf(
    { name, compiled, buffers, params, size }: RecordedDispatch,
    blocks: ArrayBuffer,
    start: number,
  ): Command {
    const { shader, layout, pipeline } = compiled;
    const entries = buffers.map((resource, binding): GPUBindGroupEntry => ({ binding, resource }));
    if (this.params && shader.uniformBytes > 0) {
      writeParams(shader, params, new DataView(blocks, start, shader.uniformBytes));
      entries.push({ binding: entries.length, resource: { buffer: this.params, size: shader.uniformBytes } });
    }
    this.counters.bindGroupsCreated += 1;
    const bindGroup = this.device.createBindGroup({ label: name, layout, entries });
    const offsets = shader.uniformBytes > 0 ? [start] : [];
    return { name, pipeline, bindGroup, offsets, groups: groupsFor(this.device, size) };
  }
}

function dispatchInto(pass: GPUComputePassEncoder, { pipeline, bindGroup, offsets, groups }: Command): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup, offsets);
  pass.dispatchWorkgroups(...groups);
}

function sumByName(times: readonly { name: string; ms: number }[]): KernelTime[] {
  const sums = new Map<string, { calls: number; ms: number }>();
  for (const { name, ms } of times) {
    const { calls, ms: before } = sums.get(name) ?? { calls: 0, ms: 0 };
    sums.set(name, { calls: calls + 1, ms: before + ms });
  }
  return [...sums].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => b.ms - a.ms);
}

/** What a use after `dispose` throws. */
export function disposedError(): DeviceError {
  return new DeviceError('replay: the recording was disposed of; record it anew');
}
