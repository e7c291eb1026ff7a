import type { CountedGpu } from './counted.js';
import type { Failure } from './failure.js';
import { type Binding, bytesPerElement, type GpuBuffer, type Memory } from './memory.js';
import { isSoftware } from './software.js';
import { Timestamps } from './timestamps.js';
import { type Command, commandOf, encode } from './work.js';

// The first run of a body may include compiling it. Of the others the fastest counts: a shared machine only ever adds. Drivers in software
// are slow at first use as it is, and what suits them suits them by far.
const runsOf = (info: GPUAdapterInfo) => (isSoftware(info) ? 2 : 3);

// Copies of larger outputs might not find room beside them.
const mostScratchBytes = 2 ** 28;

/**
 * Times the bodies of a kernel when there are several to choose from. They run on the real inputs, and on copies of the outputs: so nothing
 * that is computed changes, and kernels that update in place can be measured too.
 */
export class Measuring {
  private readonly runs: number;

  constructor(
    private readonly gpu: CountedGpu,
    private readonly memory: Memory,
    private readonly failure: Failure,
  ) {
    this.runs = runsOf(gpu.device.adapterInfo);
  }

  /**
   * Times the command's bodies, if that is still to be done, within the encoder, outside any pass.
   *
   * @param uniform where the command's params are
   * @returns what must be called once the encoder is submitted; undefined when there is nothing to do
   */
  start(encoder: GPUCommandEncoder, command: Command, uniform: GPUBuffer | undefined): (() => void) | undefined {
    const { choice, buffers, program } = command.work;
    if (choice.state !== 'open') return undefined;
    const outputs = buffers.slice(program.kernel.inputs.length);
    if (outputs.reduce((sum, { size }) => sum + size, 0) > mostScratchBytes) {
      choice.state = 'settled';
      return undefined;
    }
    choice.state = 'measuring';
    const { runs } = this;
    const scratch = outputs.map((output) => this.copyOf(encoder, output));
    const bindings = scratch.map(({ memory }, n) => ({ buffer: memory, offset: 0, size: outputs[n].size }));
    const inputs = buffers.slice(0, program.kernel.inputs.length);
    const work = { ...command.work, buffers: [...inputs, ...bindings] };
    const onCopies = commandOf(this.gpu, work, uniform, command.offsets[0] ?? 0);
    const times = new Timestamps(this.gpu, choice.candidates.length * runs);
    choice.candidates.forEach((body, n) => {
      for (let run = 0; run < runs; run++) {
        const pass = encoder.beginComputePass({ timestampWrites: times.around(n * runs + run) });
        encode(this.gpu, pass, onCopies, body);
        pass.end();
      }
    });
    times.resolve(encoder);
    return () => {
      // Whoever gets them now comes later in the queue.
      for (const buffer of scratch) this.memory.giveBack(buffer);
      this.settle(command, times);
    };
  }

  private copyOf(encoder: GPUCommandEncoder, { buffer, offset, size }: Binding): GpuBuffer {
    const copy = this.memory.obtain(this.memory.capacityFor(size / bytesPerElement));
    encoder.copyBufferToBuffer(buffer, offset, copy.memory, 0, size);
    return copy;
  }

  private settle({ work: { choice } }: Command, times: Timestamps): void {
    const { runs } = this;
    times
      .read(this.failure)
      .then((ms) => {
        const fastest = choice.candidates.map((_, n) => Math.min(...ms.slice(n * runs + 1, (n + 1) * runs)));
        choice.body = choice.candidates[fastest.indexOf(Math.min(...fastest))];
        choice.state = 'settled';
      })
      .catch(() => {
        // The device failed, which whoever waits for it is told. Another one on this adapter may measure.
        choice.state = 'open';
      });
  }
}
