import { DeviceError } from '../device.js';
import type { WasmFunction } from '../simd/body.js';
import { moduleOf } from '../simd/module.js';
import type { SimdCall } from '../simd/simdCall.js';
import type { CpuOptions } from './cpu.js';
import type { WasmMemory } from './cpuMemory.js';
import type { SimdRunner } from './simdCommand.js';
import type { ThreadSetup } from './threadLoop.js';

/** Starts `threadLoop` with this setup; what it returns ends it. It may take as long as it likes. */
export type StartThread = (setup: ThreadSetup) => () => void;

/** More than that bring little on the sizes that occur. */
const mostOfUse = 8;

/**
 * What runs WebAssembly on a CPU device in so many threads, the caller's own included; without a number in as many as there are cores. Throws
 * DeviceError for a number that is none of threads.
 */
export function inThreads(start: StartThread, cores: number, count = Math.min(mostOfUse, cores)): CpuOptions['runner'] {
  if (!(Number.isInteger(count) && count > 0)) {
    throw new DeviceError(`cpu: ${count} threads; must be a whole number from 1 on; leave it out for one on each core`);
  }
  return count === 1 ? undefined : (memory) => new Threads(memory, { count, start });
}

/** More ranges than that are not told apart: the ticket has ten bits for them. */
const mostRanges = 1000;
/** Functions that there is room for in the control words. */
const mostFunctions = 60;

/**
 * Runs calls in ranges, in the caller's thread and in those beside it: whoever is free takes the next range. Ranges are the same however many
 * threads there are, and who computes one changes no bit. A thread that is late, or busy with something else, only takes fewer.
 */
export class Threads implements SimdRunner {
  private readonly control = new SharedArrayBuffer(4096);
  private readonly words = new Int32Array(this.control);
  private readonly values = new Float64Array(this.control, 1024);
  private readonly numbers = new Map<WasmFunction, number>();
  private readonly stops: (() => void)[] = [];
  private readonly workspace: (bytes: number) => number;
  private generation = 0;

  constructor(
    private readonly memory: WasmMemory,
    private readonly options: { readonly count: number; readonly start: StartThread },
  ) {
    this.workspace = memory.block();
    this.words[0] = 1023;
  }

  /** Starts the threads, once. They take part as they come. */
  begin(): void {
    if (this.stops.length > 0) return;
    for (let number = 1; number < this.options.count; number++) {
      this.stops.push(this.options.start({ memory: this.memory.linear.memory, control: this.control, number }));
    }
  }

  end(): void {
    for (const stop of this.stops.splice(0)) stop();
  }

  prepare({ function: one, values, units, grain }: SimdCall, bytes: number): () => void {
    const [run] = this.memory.linear.load([one]);
    const workspace = this.workspace(bytes * this.options.count);
    const length = Math.max(grain, Math.ceil(units / mostRanges));
    // Before the first recording there are no threads, and nobody else needs to know the function.
    const number = units > length && this.stops.length > 0 ? this.numberOf(one) : undefined;
    if (number !== undefined) return () => this.share(run, number, values, { units, grain: length, workspace, bytes });
    const alone = [...values, 0, units, workspace];
    return () => run(...alone);
  }

  private share(
    run: (...values: number[]) => void,
    number: number,
    values: readonly number[],
    { units, grain, workspace, bytes }: { units: number; grain: number; workspace: number; bytes: number },
  ): void {
    const { words } = this;
    const ranges = Math.ceil(units / grain);
    words.set([number, units, grain, ranges, values.length, this.numbers.size, workspace, bytes], 64);
    this.values.set(values);
    words[16] = 0;
    words[48] = 0;
    this.generation = (this.generation + 1) & 0x3fffff;
    Atomics.store(words, 0, this.generation << 10);
    if (Atomics.load(words, 32) > 0) Atomics.notify(words, 0);
    for (;;) {
      const now = Atomics.load(words, 0);
      const range = now & 1023;
      if (range === 1023) break;
      const next = range + 1 === ranges ? now | 1023 : now + 1;
      if (Atomics.compareExchange(words, 0, now, next) !== now) continue;
      run(...values, range * grain, Math.min(units, (range + 1) * grain), workspace);
      Atomics.add(words, 16, 1);
    }
    this.wait(ranges);
  }

  /** Until what others took is done: a moment awake, since it mostly is, then a millisecond at a time. */
  private wait(ranges: number): void {
    const { words } = this;
    for (let turn = 0; Atomics.load(words, 16) < ranges; turn++) {
      if (turn < 20_000) continue;
      Atomics.store(words, 48, 1);
      const finished = Atomics.load(words, 16);
      if (finished < ranges) Atomics.wait(words, 16, finished, 1);
    }
    if (words[80] === 0) return;
    words[80] = 0;
    throw new DeviceError('cpu: a thread failed in the middle of a kernel; must not; open the device with one thread');
  }

  /** The function's number for all threads; undefined when there are more than they have room for. */
  private numberOf(one: WasmFunction): number | undefined {
    const known = this.numbers.get(one);
    if (known !== undefined || this.numbers.size === mostFunctions) return known;
    const { linear } = this.memory;
    const bytes = moduleOf([one], linear);
    const address = linear.allocate(bytes.length);
    new Uint8Array(linear.memory.buffer, address, bytes.length).set(bytes);
    const number = this.numbers.size;
    this.words.set([address, bytes.length], 128 + 2 * number);
    this.numbers.set(one, number);
    return number;
  }
}
