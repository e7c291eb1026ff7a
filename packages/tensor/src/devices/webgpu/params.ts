import type { Kernel, ParamTypes } from '../../kernel.js';

/** Where a param lies in the uniform block, in 32-bit words. */
interface Field {
  readonly name: string;
  readonly type: 'int' | 'float' | 'ints';
  readonly word: number;
}

/** How a kernel's params are laid out: the same for all of its bodies, so that they share their bind groups. */
export interface ParamBlock {
  readonly fields: readonly Field[];
  /** 0 when there are no params. */
  readonly bytes: number;
}

/** Params of any kernel, by name. */
export type ParamValues = Readonly<Record<string, number | readonly number[]>>;

const wordsOf = { int: 1, float: 1, ints: 8 };
const typeOf = { int: 'i32', float: 'f32', ints: 'array<vec4<i32>, 2>' };

/** The field that tells tuned body number `n` how many workgroups it has: folded into rows, there may be some too many. */
export function groupsField(n: number): string {
  return `groups${n}_`;
}

/** The kernel's params, and for each tuned body how many workgroups it has. */
export function paramBlockOf({ params, tuned }: Kernel): ParamBlock {
  const groups = tuned.map((_, n) => [groupsField(n + 1), 'int'] as const);
  const fields = fieldsOf({ ...params, ...Object.fromEntries(groups) });
  const words = fields.reduce((sum, { type }) => sum + wordsOf[type], 0);
  return { fields, bytes: Math.ceil(words / 4) * 16 };
}

/** The members of the block as WGSL. */
export function membersOf({ fields }: ParamBlock): string {
  return fields.map(({ name, type }) => `${name}: ${typeOf[type]}`).join(', ');
}

/** Writes params into a block of zeros, as the shader reads them. What is left out is 0. */
export function writeParams({ fields }: ParamBlock, params: ParamValues, block: DataView): void {
  for (const { name, type, word } of fields) {
    const value = params[name] ?? 0;
    const values = typeof value === 'number' ? [value] : value;
    values.forEach((one, d) => {
      if (type === 'float') block.setFloat32((word + d) * 4, one, true);
      else block.setInt32((word + d) * 4, one, true);
    });
  }
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
