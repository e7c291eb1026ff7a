import type { CountedGpu } from './counted.js';
import { usage } from './flags.js';
import type { Measuring } from './measuring.js';
import { commandOf, encode, type Work, writeBlock } from './work.js';

// 512 dispatches with up to 256 bytes of params each: submitting costs about as much as one dispatch, so many share one.
const arenaBytes = 512 * 256;

/** Gathers dispatches and copies in one command encoder and submits them together. */
export class Recorder {
  private encoder: GPUCommandEncoder | undefined;
  private pass: GPUComputePassEncoder | undefined;
  private readonly touched = new Set<GPUBuffer>();
  /** Params of everything gathered, one block after the other. Written before each submission, so one buffer serves them all. */
  private readonly arena: GPUBuffer;
  private readonly blocks = new ArrayBuffer(arenaBytes);
  private readonly blockAlignment: number;
  private used = 0;

  constructor(
    private readonly gpu: CountedGpu,
    private readonly measuring: Measuring,
  ) {
    this.arena = gpu.createBuffer({
      label: 'params',
      size: arenaBytes,
      usage: usage.uniform | usage.copyDestination,
    });
    this.blockAlignment = gpu.device.limits.minUniformBufferOffsetAlignment;
  }

  dispatch(work: Work): void {
    const offset = this.reserve(work.program.block.bytes);
    writeBlock(work, this.blocks, offset);
    const command = commandOf(this.gpu, work, this.arena, offset);
    for (const { buffer } of work.buffers) this.touched.add(buffer);
    const measured = work.choice.state === 'open' && this.measuring.start(this.between(), command, this.arena);
    this.pass ??= this.open().beginComputePass();
    encode(this.gpu, this.pass, command);
    if (!measured) return;
    this.flush();
    measured();
  }

  copy(from: GPUBuffer, start: number, to: GPUBuffer, bytes: number): void {
    this.between().copyBufferToBuffer(from, start, to, 0, bytes);
  }

  /** Submits first whatever still needs what the buffer holds now. */
  beforeWrite(buffer: GPUBuffer): void {
    if (this.touched.has(buffer)) this.flush();
  }

  flush(): void {
    if (!this.encoder) return;
    this.pass?.end();
    if (this.used > 0) this.gpu.device.queue.writeBuffer(this.arena, 0, this.blocks, 0, this.used);
    this.gpu.submit(this.encoder);
    this.encoder = undefined;
    this.pass = undefined;
    this.touched.clear();
    new Uint8Array(this.blocks, 0, this.used).fill(0);
    this.used = 0;
  }

  private open(): GPUCommandEncoder {
    this.encoder ??= this.gpu.device.createCommandEncoder();
    return this.encoder;
  }

  /** The encoder outside any pass. */
  private between(): GPUCommandEncoder {
    this.pass?.end();
    this.pass = undefined;
    return this.open();
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
