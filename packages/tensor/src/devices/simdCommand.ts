import type { Slice } from '../device.js';
import type { Kernel, Params, ParamTypes } from '../kernel.js';
import type { SimdCall } from '../simd/simdCall.js';
import { addressOf, type WasmMemory } from './cpuMemory.js';

/** Runs the calls of a kernel's WebAssembly functions, on the units they have, in whatever threads there are. */
export interface SimdRunner {
  /** What runs a call as often as wanted, allocating nothing; each thread has `workspace` bytes for itself. */
  prepare(call: SimdCall, workspace: number): () => void;
  /** A recording is coming, which is worth all the threads there may be. */
  begin(): void;
  /** Gives them up. */
  end(): void;
}

/** What runs the kernel's WebAssembly functions on the bindings; undefined when it has none, or they do not pay for these sizes. */
export function simdCommand<I extends string, P extends ParamTypes, O extends string>(
  { simd, inputs, outputs }: Kernel<I, P, O>,
  bindings: Readonly<Record<I | O, Slice>>,
  params: Params<P>,
  memory: WasmMemory,
  runner: SimdRunner,
): (() => void) | undefined {
  if (!simd || (simd.fits && !simd.fits(params))) return undefined;
  const names = [...inputs, ...outputs];
  const of = <T>(value: (slice: Slice) => T) =>
    Object.fromEntries(names.map((name) => [name, value(bindings[name])])) as Record<I | O, T>;
  const scratch = memory.scratchFor(simd.scratch?.(params) ?? 0);
  const at = { ...of(({ buffer, offset }) => addressOf(buffer, offset)), scratch } as Record<I | O | 'scratch', number>;
  const workspace = simd.workspace?.(params) ?? 0;
  const calls = simd
    .calls(
      at,
      params,
      of(({ size }) => size),
    )
    .map((call) => runner.prepare(call, workspace));
  return () => {
    for (const call of calls) call();
  };
}

/** Runs everything in the caller's thread. */
export class OneThread implements SimdRunner {
  private readonly workspace = { address: 0, bytes: 0 };

  constructor(private readonly memory: WasmMemory) {}

  prepare({ function: one, values, units }: SimdCall, workspace: number): () => void {
    const [run] = this.memory.linear.load([one]);
    const given = [...values, 0, units, this.workspaceFor(workspace)];
    return () => run(...given);
  }

  begin(): void {}

  end(): void {}

  private workspaceFor(bytes: number): number {
    if (bytes > this.workspace.bytes) {
      this.workspace.address = this.memory.linear.allocate(bytes);
      this.workspace.bytes = bytes;
    }
    return this.workspace.address;
  }
}
