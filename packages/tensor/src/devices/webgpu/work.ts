import type { Params } from '../../kernel.js';
import type { CountedGpu } from './counted.js';
import type { Binding } from './memory.js';
import { groupsField, type ParamValues, writeParams } from './params.js';
import type { Program } from './pipelines.js';
import { groupSize } from './shader.js';
import type { Choice } from './variants.js';

/** A kernel with what it works on. */
export interface Work {
  readonly program: Program;
  readonly choice: Choice;
  /** What is bound: inputs, then outputs. */
  readonly buffers: readonly Binding[];
  readonly params: ParamValues;
  /** The workgroups of each body that may run, by its number. */
  readonly groups: readonly (readonly [x: number, y: number])[];
}

/** Work bound to its memory, ready for a pass. */
export interface Command {
  readonly work: Work;
  readonly bindGroup: GPUBindGroup;
  /** Where its params start; empty without params. */
  readonly offsets: readonly number[];
}

/** @param size elements of the first output: the invocations of a plain body */
export function workOf(
  program: Program,
  choice: Choice,
  buffers: readonly Binding[],
  params: Params,
  size: number,
  mostGroups: number,
): Work {
  const values: Record<string, number | readonly number[]> = { ...params };
  const groups: [number, number][] = [];
  for (const n of choice.candidates) {
    const count = n === 0 ? Math.ceil(size / groupSize) : program.kernel.tuned[n - 1].groups(params);
    groups[n] = folded(count, mostGroups);
    if (n > 0) values[groupsField(n)] = count;
  }
  return { program, choice, buffers, params: values, groups };
}

/** @param offset where in `uniform` the params of the work are */
export function commandOf(gpu: CountedGpu, work: Work, uniform: GPUBuffer | undefined, offset: number): Command {
  const { layout, block } = work.program;
  const entries = work.buffers.map((resource, binding): GPUBindGroupEntry => ({ binding, resource }));
  if (uniform && block.bytes > 0) {
    entries.push({ binding: entries.length, resource: { buffer: uniform, size: block.bytes } });
  }
  return { work, bindGroup: gpu.createBindGroup({ layout, entries }), offsets: block.bytes > 0 ? [offset] : [] };
}

/** Puts the command into a pass, with the body chosen so far. */
export function encode(
  gpu: CountedGpu,
  pass: GPUComputePassEncoder,
  { work, bindGroup, offsets }: Command,
  body = work.choice.body,
): void {
  pass.setPipeline(work.program.pipeline(body));
  pass.setBindGroup(0, bindGroup, offsets);
  gpu.dispatch(pass, work.groups[body]);
}

/** Writes the params of the work into a block of zeros, from `offset` on. */
export function writeBlock({ program: { block }, params }: Work, blocks: ArrayBuffer, offset: number): void {
  writeParams(block, params, new DataView(blocks, offset, block.bytes));
}

// More groups than one dimension takes do nothing, silently: the rest goes into rows.
function folded(groups: number, most: number): [number, number] {
  const rows = Math.max(1, Math.ceil(groups / most));
  return [Math.ceil(groups / rows), rows];
}
