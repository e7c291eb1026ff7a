import type { SimdCall } from './simd/simdCall.js';

/** What a kernel computes with on the host: float64 only on the test device, for central differences. */
export type Values = Float32Array | Float64Array | Int32Array;

/** int: one whole number; float: one number; ints: up to eight whole numbers, read as name[d] on the host and at(name, d) in WGSL. */
export type ParamType = 'int' | 'float' | 'ints';
export type ParamTypes = Readonly<Record<string, ParamType>>;
export type Params<P extends ParamTypes = ParamTypes> = {
  readonly [name in keyof P]: P[name] extends 'ints' ? readonly number[] : number;
};

/**
 * A WGSL body for the same computation in another form: it says itself how many workgroups there are and what each does. Each output
 * element must be summed in the same order as in the plain body, so that which of them runs decides nothing but the time.
 */
export interface TunedBody<P extends ParamTypes = ParamTypes> {
  /** Tells the bodies of a kernel apart, as in a profile. */
  readonly name: string;
  readonly workgroupSize: readonly [x: number, y: number];
  groups(params: Params<P>): number;
  /** Whether it can run these sizes; any when left out. */
  fits?(params: Params<P>): boolean;
  /** Inputs and outputs that it sees as array<vec4<f32>>: `fits` must hold their sizes to multiples of 4. */
  readonly vectors?: readonly string[];
  /** WGSL functions that the body calls, and its workgroup memory: it does not see those of the plain body. */
  readonly functions?: string;
  /** In scope beside inputs, outputs and params: `group: i32`, the workgroup's number, and `local: vec2<i32>`, the place in it. */
  readonly wgsl: string;
}

/**
 * The same computation as calls of WebAssembly functions, four floats at a time: for the CPU, where it has SIMD. Calls run one after the other,
 * the ranges of one call in any order and side by side: no bit of a result may depend on that.
 */
export interface SimdBody<I extends string = string, P extends ParamTypes = ParamTypes, O extends string = string> {
  /** Whether it pays for these sizes; always when left out. */
  fits?(params: Params<P>): boolean;
  /** Bytes that the calls share beside inputs and outputs. */
  scratch?(params: Params<P>): number;
  /** Bytes that each thread needs for itself. */
  workspace?(params: Params<P>): number;
  /** @param at where inputs, outputs and the shared bytes lie, in bytes */
  calls(at: Readonly<Record<I | O | 'scratch', number>>, params: Params<P>): readonly SimdCall[];
}

/**
 * One computation, as data. The CPU body is the reference; the WGSL body is run once for each element `i` of the
 * first output and uses the same names: inputs, outputs and params are in scope under them.
 */
export interface Kernel<I extends string = string, P extends ParamTypes = ParamTypes, O extends string = string> {
  readonly name: string;
  readonly inputs: readonly I[];
  /** Fresh or updated in place. `out` when there is one and it needs no other name. */
  readonly outputs: readonly O[];
  /** Inputs and outputs that are int32; all others are float32. */
  readonly integers: readonly string[];
  readonly params: P;
  cpu(inputs: Record<I, Values>, outputs: Record<O, Values>, params: Params<P>): void;
  readonly wgsl: string;
  /** WGSL functions that the body calls. */
  readonly functions: string;
  /**
   * Faster bodies, those for real GPUs before those for drivers in software. Of several that fit, the first use on an adapter measures which is
   * the fastest there, for sizes of about that order: each runs a few times, on the real inputs but on copies of the outputs, so kernels that
   * update in place are measured too. Until then the first runs, on drivers in software the last.
   */
  readonly tuned: readonly TunedBody<P>[];
  readonly simd?: SimdBody<I, P, O>;
}

/** A kernel with one fresh output. */
export interface KernelDefinition<I extends string, P extends ParamTypes> {
  name: string;
  inputs: readonly I[];
  integers?: readonly (I | 'out')[];
  params: P;
  /** Writes every element of `out`: it may hold anything before. */
  cpu(inputs: Record<I, Values>, out: Values, params: Params<P>): void;
  wgsl: string;
  functions?: string;
  tuned?: readonly TunedBody<P>[];
  simd?: SimdBody<I, P, 'out'>;
}

/**
 * A kernel with one fresh output, which is called `out`. The note below lets bundlers leave out the kernels that a program never runs.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function defineKernel<const I extends string, const P extends ParamTypes>(
  definition: KernelDefinition<I, P>,
): Kernel<I, P, 'out'> {
  return {
    integers: [],
    functions: '',
    tuned: [],
    ...definition,
    outputs: ['out'],
    cpu: (inputs, { out }, params) => definition.cpu(inputs, out, params),
  };
}

/** A kernel with several outputs, or with outputs that are updated in place: both bodies see what was in them. */
export interface UpdateDefinition<I extends string, P extends ParamTypes, O extends string> {
  name: string;
  inputs: readonly I[];
  outputs: readonly O[];
  integers?: readonly (I | O)[];
  params: P;
  cpu(inputs: Record<I, Values>, outputs: Record<O, Values>, params: Params<P>): void;
  wgsl: string;
  functions?: string;
  tuned?: readonly TunedBody<P>[];
  simd?: SimdBody<I, P, O>;
}

/**
 * A kernel with several outputs, or with outputs that it updates in place.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function defineUpdate<const I extends string, const P extends ParamTypes, const O extends string>(
  definition: UpdateDefinition<I, P, O>,
): Kernel<I, P, O> {
  return { integers: [], functions: '', tuned: [], ...definition };
}
