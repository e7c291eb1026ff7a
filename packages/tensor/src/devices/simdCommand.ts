import type { Slice } from '../device.js';
import type { Kernel, Params, ParamTypes } from '../kernel.js';
import type { SimdCall } from '../simd/simdCall.js';
import type { WasmMemory } from './cpuMemory.js';

/** Runs the calls of a kernel's WebAssembly functions, on the units they have, in whatever threads there are. */
export interface SimdRunner {
  /** What runs a call as often as wanted; each thread has `workspace` bytes for itself. */
  prepare(call: SimdCall, workspace: number): () => void;
  /** A recording is coming, which is worth all the threads there may be. */
  begin(): void;
  /** Gives them up. */
  end(): void;
}

/** Makes of kernels what runs their WebAssembly functions. */
export class SimdCommands {
  /** Kernels run one after the other, so one block serves all. */
  private readonly scratch: (bytes: number) => number;

  constructor(
    private readonly memory: WasmMemory,
    private readonly runner: SimdRunner,
  ) {
    this.scratch = memory.block();
  }

  /** What runs the kernel on the bindings; undefined when it has no such functions, or they do not pay for these sizes. */
  commandOf<I extends string, P extends ParamTypes, O extends string>(
    { simd, inputs, outputs }: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): (() => void) | undefined {
    if (!simd || (simd.fits && !simd.fits(params))) return undefined;
    const places = [...inputs, ...outputs].map((name) => [name, this.memory.addressOf(bindings[name])]);
    const scratch = this.scratch(simd.scratch?.(params) ?? 0);
    const at = { ...Object.fromEntries(places), scratch } as Record<I | O | 'scratch', number>;
    const workspace = simd.workspace?.(params) ?? 0;
    const calls = simd.calls(at, params).map((call) => this.runner.prepare(call, workspace));
    return () => {
      for (const call of calls) call();
    };
  }

  begin(): void {
    this.runner.begin();
  }

  end(): void {
    this.runner.end();
  }
}

/** Runs everything in the caller's thread. */
export class OneThread implements SimdRunner {
  private readonly workspace: (bytes: number) => number;

  constructor(private readonly memory: WasmMemory) {
    this.workspace = memory.block();
  }

  prepare({ function: one, values, units }: SimdCall, workspace: number): () => void {
    const [run] = this.memory.linear.load([one]);
    const given = [...values, 0, units, this.workspace(workspace)];
    return () => run(...given);
  }

  begin(): void {}

  end(): void {}
}
