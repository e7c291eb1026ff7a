import type { Kernel, ParamTypes } from '../../kernel.js';

/** Invocations in a workgroup: one for each element of the first output. */
export const groupSize = 64;

/** Where a param lies in the uniform block, in 32-bit words. */
interface Field {
  readonly name: string;
  readonly type: 'int' | 'float' | 'ints';
  readonly word: number;
}

/** The text of a kernel's shader, and how its params are laid out. */
export interface Shader {
  readonly code: string;
  readonly fields: readonly Field[];
  /** Size of the uniform block: 0 when there are no params. */
  readonly uniformBytes: number;
}

const wordsOf = { int: 1, float: 1, ints: 8 };
const typeOf = { int: 'i32', float: 'f32', ints: 'array<vec4<i32>, 2>' };

// Both software drivers take x != x for false, and a NaN may not be written as a constant: hence the bits, through a variable.
const helpers = /* wgsl */ `
fn at(values: array<vec4<i32>, 2>, d: i32) -> i32 { return values[d >> 2u][d & 3]; }
fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn nan() -> f32 { var bits = 0x7fc00000u; return bitcast<f32>(bits); }
`;

/** The kernel as a complete WGSL module: inputs, outputs, then params are bound in the order in which the kernel names them. */
export function shaderOf(kernel: Kernel): Shader {
  const fields = fieldsOf(kernel.params);
  const storage = (name: string, binding: number, access: string) =>
    `@group(0) @binding(${binding}) var<storage, ${access}> ${name}: array<${kernel.integers.includes(name) ? 'i32' : 'f32'}>;`;
  const block = fields.map(({ name, type }) => `${name}: ${typeOf[type]}`).join(', ');
  const lines = [
    ...kernel.inputs.map((name, n) => storage(name, n, 'read')),
    ...kernel.outputs.map((name, n) => storage(name, kernel.inputs.length + n, 'read_write')),
    ...(fields.length > 0
      ? [
          `struct Params { ${block} }`,
          `@group(0) @binding(${kernel.inputs.length + kernel.outputs.length}) var<uniform> params_: Params;`,
        ]
      : []),
    helpers,
    kernel.functions,
    `@compute @workgroup_size(${groupSize})`,
    'fn main(@builtin(global_invocation_id) place_: vec3<u32>, @builtin(num_workgroups) groups_: vec3<u32>) {',
    `let i = i32(place_.y * groups_.x * ${groupSize}u + place_.x);`,
    `if (i >= i32(arrayLength(&${kernel.outputs[0]}))) { return; }`,
    ...fields.map(({ name }) => `let ${name} = params_.${name};`),
    // Braces, so that a body may use a param's name for something of its own.
    `{ ${kernel.wgsl} }`,
    '}',
  ];
  const words = fields.reduce((sum, { type }) => sum + wordsOf[type], 0);
  return { code: lines.join('\n'), fields, uniformBytes: Math.ceil(words / 4) * 16 };
}

// Arrays of vectors come first: they must be aligned to 16 bytes, and so they are without any padding.
function fieldsOf(params: ParamTypes): Field[] {
  const names = Object.keys(params);
  const ordered = [
    ...names.filter((name) => params[name] === 'ints'),
    ...names.filter((name) => params[name] !== 'ints'),
  ];
  let word = 0;
  return ordered.map((name) => {
    const field = { name, type: params[name], word };
    word += wordsOf[field.type];
    return field;
  });
}

/** Params of any kernel, by name. */
export type ParamValues = Readonly<Record<string, number | readonly number[]>>;

/** Writes params into a block of zeros, as the shader reads them. */
export function writeParams({ fields }: Shader, params: ParamValues, block: DataView): void {
  for (const { name, type, word } of fields) {
    const value = params[name];
    const values = typeof value === 'number' ? [value] : value;
    values.forEach((one, d) => {
      if (type === 'float') block.setFloat32((word + d) * 4, one, true);
      else block.setInt32((word + d) * 4, one, true);
    });
  }
}
