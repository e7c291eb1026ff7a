import type { KernelTime } from '../../device.js';
import { kernelTimes } from '../kernelTimes.js';
import type { CountedGpu } from './counted.js';
import type { Failure } from './failure.js';
import { usage } from './flags.js';
import type { Measuring } from './measuring.js';
import { bodyName } from './pipelines.js';
import { clockFeature, Timestamps } from './timestamps.js';
import { type Command, commandOf, encode, type Work, writeBlock } from './work.js';

/** Commands with all that they need made beforehand: a replay is one command encoder with one pass, and one submission. */
export class CommandList {
  private readonly commands: readonly Command[];
  /** The params of all commands: they never change. */
  private readonly uniform: GPUBuffer | undefined;
  /** Whether some command has bodies to choose from that were not measured when it last ran. */
  private open: boolean;

  constructor(
    private readonly gpu: CountedGpu,
    works: readonly Work[],
  ) {
    const { uniform, offsets } = uniformFor(gpu, works);
    this.uniform = uniform;
    this.commands = works.map((work, n) => commandOf(gpu, work, uniform, offsets[n]));
    this.open = works.some(({ choice }) => choice.state === 'open');
  }

  run(measuring: Measuring): void {
    const encoder = this.gpu.device.createCommandEncoder();
    if (this.open) {
      this.runMeasured(encoder, measuring);
      return;
    }
    const pass = encoder.beginComputePass();
    for (const command of this.commands) encode(this.gpu, pass, command);
    pass.end();
    this.gpu.submit(encoder);
  }

  /** Runs them once, each in a pass of its own, and says how long they took. */
  async profile(failure: Failure): Promise<KernelTime[]> {
    const { device } = this.gpu;
    const clock = device.features.has(clockFeature) && this.commands.length > 0;
    const times = clock ? new Timestamps(this.gpu, this.commands.length) : undefined;
    const encoder = device.createCommandEncoder();
    const names = this.commands.map((command, n) => {
      const pass = encoder.beginComputePass(times && { timestampWrites: times.around(n) });
      encode(this.gpu, pass, command);
      pass.end();
      return bodyName(command.work.program.kernel, command.work.choice.body);
    });
    times?.resolve(encoder);
    this.gpu.submit(encoder);
    return kernelTimes(names, (await times?.read(failure)) ?? []);
  }

  destroy(): void {
    this.uniform?.destroy();
  }

  /** The inputs of a command are only there once those before it have run: so bodies are measured in the first replay. */
  private runMeasured(encoder: GPUCommandEncoder, measuring: Measuring): void {
    const afterwards: (() => void)[] = [];
    for (const command of this.commands) {
      const measured = measuring.start(encoder, command, this.uniform);
      if (measured) afterwards.push(measured);
      const pass = encoder.beginComputePass();
      encode(this.gpu, pass, command);
      pass.end();
    }
    this.gpu.submit(encoder);
    this.open = false;
    for (const done of afterwards) done();
  }
}

/** One buffer with the params of all works, and where each has its own. */
function uniformFor(gpu: CountedGpu, works: readonly Work[]): { uniform: GPUBuffer | undefined; offsets: number[] } {
  const step = gpu.device.limits.minUniformBufferOffsetAlignment;
  let size = 0;
  const offsets = works.map(({ program: { block } }) => {
    const offset = size;
    size += Math.ceil(block.bytes / step) * step;
    return offset;
  });
  if (size === 0) return { uniform: undefined, offsets };
  const blocks = new ArrayBuffer(size);
  works.forEach((work, n) => {
    if (work.program.block.bytes > 0) writeBlock(work, blocks, offsets[n]);
  });
  const uniform = gpu.createBuffer({ label: 'params', size, usage: usage.uniform | usage.copyDestination });
  gpu.device.queue.writeBuffer(uniform, 0, blocks);
  return { uniform, offsets };
}
