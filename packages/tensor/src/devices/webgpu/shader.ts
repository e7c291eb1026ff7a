import type { Kernel, TunedBody } from '../../kernel.js';
import { groupsField, membersOf, type ParamBlock } from './params.js';

/** Invocations in a workgroup of a plain body: one for each element of the first output. */
export const groupSize = 64;

// Both software drivers take x != x for false, and NaN and infinities may not be written as constants: hence the bits, through a variable. What
// exp and log make of them, and log of what is not above 0, is left to the adapter: some give numbers, which would hide that training diverged.
const helpers = /* wgsl */ `
fn at(values: array<vec4<i32>, 2>, d: i32) -> i32 { return values[d >> 2u][d & 3]; }
fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn nan() -> f32 { var bits = 0x7fc00000u; return bitcast<f32>(bits); }
fn infinity() -> f32 { var bits = 0x7f800000u; return bitcast<f32>(bits); }
fn exponential(x: f32) -> f32 { return select(exp(x), x, isNan(x)); }
fn logarithm(x: f32) -> f32 {
  if (isNan(x) || x < 0.0) { return nan(); }
  if (x == 0.0) { return -infinity(); }
  return select(log(x), x, x == infinity());
}
`;

/**
 * A body of the kernel as a complete WGSL module: inputs, outputs, then params are bound in the order in which the kernel names them.
 *
 * @param n which body: 0 is the plain one, then come the tuned ones
 */
export function shaderOf(kernel: Kernel, n: number, block: ParamBlock): string {
  const body = n === 0 ? undefined : kernel.tuned[n - 1];
  return [
    ...bindings(kernel, block, body?.vectors ?? []),
    helpers,
    ...(body ? tunedMain(n, body) : plainMain(kernel)),
    ...Object.keys(kernel.params).map((name) => `let ${name} = params_.${name};`),
    // Braces, so that a body may use a param's name for something of its own.
    `{ ${body ? body.wgsl : kernel.wgsl} }`,
    '}',
  ].join('\n');
}

function bindings(kernel: Kernel, block: ParamBlock, vectors: readonly string[]): string[] {
  const storage = (name: string, binding: number, access: string) => {
    const element = kernel.integers.includes(name) ? 'i32' : 'f32';
    const type = vectors.includes(name) ? `vec4<${element}>` : element;
    return `@group(0) @binding(${binding}) var<storage, ${access}> ${name}: array<${type}>;`;
  };
  const { inputs, outputs } = kernel;
  return [
    ...inputs.map((name, n) => storage(name, n, 'read')),
    ...outputs.map((name, n) => storage(name, inputs.length + n, 'read_write')),
    ...(block.bytes > 0
      ? [
          `struct Params { ${membersOf(block)} }`,
          `@group(0) @binding(${inputs.length + outputs.length}) var<uniform> params_: Params;`,
        ]
      : []),
  ];
}

function plainMain(kernel: Kernel): string[] {
  return [
    kernel.functions,
    `@compute @workgroup_size(${groupSize})`,
    'fn main(@builtin(global_invocation_id) place_: vec3<u32>, @builtin(num_workgroups) size_: vec3<u32>) {',
    `let i = i32(place_.y * size_.x * ${groupSize}u + place_.x);`,
    `if (i >= i32(arrayLength(&${kernel.outputs[0]}))) { return; }`,
  ];
}

// The bound is the same for a whole workgroup, and is a uniform value: barriers after it stay legal.
function tunedMain(n: number, { functions = '', workgroupSize: [x, y] }: TunedBody): string[] {
  return [
    functions,
    `@compute @workgroup_size(${x}, ${y})`,
    'fn main(@builtin(workgroup_id) group_: vec3<u32>, @builtin(num_workgroups) size_: vec3<u32>,',
    '@builtin(local_invocation_id) local_: vec3<u32>) {',
    'let group = i32(group_.y * size_.x + group_.x);',
    `if (group >= params_.${groupsField(n)}) { return; }`,
    'let local = vec2<i32>(local_.xy);',
  ];
}
