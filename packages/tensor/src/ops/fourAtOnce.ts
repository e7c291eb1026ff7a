import type { Params, ParamTypes, TunedBody } from '../kernel.js';

/** WGSL that computes element i of `out`: one number, or four that lie side by side. `value` is its type, `width` how many they are. */
export type Body = (value: 'f32' | 'vec4<f32>', width: 1 | 4) => string;

const groupSize = 64;

/**
 * The body on fours: wide loads, and a quarter of the arithmetic on indices. `vectors` must name `out`.
 *
 * @param _params those of the kernel, for their types
 * @param elements how many `out` has: a multiple of 4 wherever it fits
 *
 * @__NO_SIDE_EFFECTS__
 */
export function fourAtOnce<const P extends ParamTypes>(
  _params: P,
  body: Body,
  options: { elements: (params: Params<P>) => number } & Pick<TunedBody<P>, 'fits' | 'vectors' | 'functions'>,
): TunedBody<P> {
  const { elements, ...rest } = options;
  return {
    ...rest,
    name: 'four',
    workgroupSize: [groupSize, 1],
    groups: (params) => Math.ceil(elements(params) / 4 / groupSize),
    wgsl: /* wgsl */ `
      let i = group * ${groupSize} + local.x;
      if (i >= i32(arrayLength(&out))) { return; }
      ${body('vec4<f32>', 4)}
    `,
  };
}
