import {
  type Device,
  type DeviceBuffer,
  DeviceError,
  type Recording,
  type RecordingMemory,
  type Slice,
} from '../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../kernel.js';
import { supportsSimd } from '../simd/module.js';
import { type CpuMemory, SeparateMemory, WasmMemory } from './cpuMemory.js';
import { kernelTimes } from './kernelTimes.js';
import type { RecordedMemory } from './recordedMemory.js';
import { Recordings } from './recordings.js';
import { OneThread, SimdCommands, type SimdRunner } from './simdCommand.js';
import { FreeList, sizeClass } from './sizes.js';

/** float64 is for tests: central differences need it. */
export type Precision = 'float32' | 'float64';

export interface CpuOptions {
  /** float32 when left out. */
  precision?: Precision;
  /** Whether kernels may run as WebAssembly where they have a body for it; wherever the platform has SIMD when left out. */
  simd?: boolean;
  /** What runs WebAssembly on that memory, in threads of its own perhaps; the caller's thread alone when left out. */
  runner?: ((memory: WasmMemory) => SimdRunner) | undefined;
}

/** A kernel with what it works on, ready to run again. */
interface Command {
  readonly name: string;
  readonly run: () => void;
}

/** Runs kernels at once, in the caller's thread: as WebAssembly SIMD where they have such a body, else their readable one. */
export class CpuDevice implements Device {
  readonly name = 'cpu';
  readonly description: string;
  readonly details;
  readonly canBeLost: boolean = false;
  readonly memory = { buffers: 0, elements: 0 };
  readonly counters = { dispatches: 0, submissions: 0, buffersCreated: 0, bindGroupsCreated: 0, maps: 0 };
  private readonly simd: SimdCommands | undefined;
  private readonly place: CpuMemory;
  private readonly freed = new FreeList<DeviceBuffer>();
  private readonly recordings = new Recordings<DeviceBuffer, Command>((buffer) => this.giveBack(buffer));
  private closed = false;

  constructor({ precision = 'float32', simd = precision === 'float32' && supportsSimd(), runner }: CpuOptions = {}) {
    const memory = simd ? new WasmMemory() : undefined;
    this.simd = memory && new SimdCommands(memory, runner?.(memory) ?? new OneThread(memory));
    this.place = memory ?? new SeparateMemory(precision === 'float64' ? 8 : 4);
    this.description = precision === 'float64' ? 'CPU, float64' : 'CPU';
    this.details = { adapter: simd ? 'WebAssembly SIMD' : 'plain JavaScript', features: [precision], limits: {} };
  }

  allocate(size: number): DeviceBuffer {
    this.checkOpen();
    const capacity = sizeClass(size);
    return this.recordings.allocate(capacity, () => this.obtain(capacity));
  }

  free(buffer: DeviceBuffer): void {
    this.recordings.free(buffer);
  }

  write(slice: Slice, values: ArrayLike<number>): void {
    this.recordings.refuseWrite();
    this.view(slice).set(values);
  }

  run<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): void {
    this.checkOpen();
    const run = this.simd?.commandOf(kernel, bindings, params) ?? this.plain(kernel, bindings, params);
    const command = { name: kernel.name, run };
    if (!this.recordings.take(command)) this.execute(command);
  }

  capture(work: () => void, shared?: RecordingMemory): Recording {
    this.simd?.begin();
    const recorded = this.recordings.record(work, shared as RecordedMemory<DeviceBuffer> | undefined);
    const { commands, memory, check, release } = recorded;
    const prepare = () => {
      this.checkOpen();
      check();
    };
    return {
      memory,
      replay: () => {
        prepare();
        for (const command of commands) this.execute(command);
      },
      profile: async () => {
        prepare();
        return kernelTimes(
          commands.map(({ name }) => name),
          commands.map((command) => this.timed(command)),
        );
      },
      dispose: release,
    };
  }

  async read(slice: Slice): Promise<Values> {
    return this.view(slice).slice();
  }

  close(): void {
    this.closed = true;
    this.simd?.end();
    for (const _ of this.freed.drain());
  }

  /** The readable body on views that are made anew when the memory below them is another one. */
  private plain<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): () => void {
    const views = <N extends I | O>(names: readonly N[]) =>
      Object.fromEntries(names.map((name) => [name, this.place.view(bindings[name])])) as Record<N, Values>;
    let bound: { inputs: Record<I, Values>; outputs: Record<O, Values>; on: ArrayBufferLike | undefined } | undefined;
    return () => {
      if (!bound || bound.on !== this.place.current) {
        bound = { inputs: views(kernel.inputs), outputs: views(kernel.outputs), on: this.place.current };
      }
      kernel.cpu(bound.inputs, bound.outputs, params);
    };
  }

  private execute({ run }: Command): void {
    this.counters.dispatches += 1;
    run();
  }

  private timed(command: Command): number {
    const started = performance.now();
    this.execute(command);
    return performance.now() - started;
  }

  private obtain(capacity: number): DeviceBuffer {
    const buffer = this.freed.take(capacity) ?? this.place.obtain(capacity);
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }

  private giveBack(buffer: DeviceBuffer): void {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    if (!this.closed) this.freed.put(buffer);
  }

  private view(slice: Slice): Values {
    this.checkOpen();
    return this.place.view(slice);
  }

  private checkOpen(): void {
    if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
  }
}
