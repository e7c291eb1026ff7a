import type { ParamTypes, TunedBody } from '../kernel.js';

// For software adapters: many results for each invocation, in registers, and neither barriers nor memory of a workgroup. A fixed number of
// groups walks over the blocks that there are, since groups that have nothing to do cost something too.

const groupSize = 8;
const walkers = 512;
const lanes = ['x', 'y', 'z', 'w'] as const;

/** WGSL repeated, with what changes filled in. */
function repeat(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n');
}

/**
 * A body that is put together by calls. The note lets bundlers leave it out where nothing runs it.
 *
 * @__NO_SIDE_EFFECTS__
 */
function unrolled<P extends ParamTypes>(body: () => TunedBody<P>): TunedBody<P> {
  return body();
}

const rows = 8;
const quads = 2;

/** 8 rows times 8 taps for each invocation. */
export const projectRegisters = unrolled<{ taps: 'int'; dimensions: 'int'; capacity: 'int' }>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  vectors: ['table', 'weight', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, taps }) =>
    Math.min(walkers, Math.ceil(capacity / (rows * groupSize)) * Math.ceil(taps / 4 / quads)),
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let tapQuads = taps / 4;
    let count = counts[0];
    let across = (tapQuads + ${quads - 1}) / ${quads};
    let blocks = (count + ${rows * groupSize - 1}) / ${rows * groupSize} * across;
    for (var block = group; block < blocks; block += ${walkers}) {
      let r0 = block / across * ${rows * groupSize} + local.x;
      let f0 = block % across * ${quads};
      ${repeat(rows, (r) => `let a${r} = rows[min(r0 + ${r * groupSize}, count - 1)] * width;`)}
      ${repeat(quads, (c) => repeat(4, (j) => `let b${c}_${j} = (min(f0 + ${c}, tapQuads - 1) * 4 + ${j}) * width;`))}
      ${repeat(rows, (r) => repeat(quads, (c) => `var s${r}_${c} = vec4<f32>();`))}
      for (var d = 0; d < width; d++) {
        ${repeat(rows, (r) => `let x${r} = table[a${r} + d];`)}
        ${repeat(quads, (c) => `let y${c} = transpose(mat4x4(${[0, 1, 2, 3].map((j) => `weight[b${c}_${j} + d]`).join(', ')}));`)}
        ${repeat(rows, (r) => repeat(quads, (c) => lanes.map((lane, j) => `s${r}_${c} += x${r}.${lane} * y${c}[${j}];`).join(' ')))}
      }
      ${repeat(rows, (r) =>
        repeat(
          quads,
          (c) =>
            `if (r0 + ${r * groupSize} < count && f0 + ${c} < tapQuads) { out[(r0 + ${r * groupSize}) * tapQuads + f0 + ${c}] = s${r}_${c}; }`,
        ),
      )}
    }
  `,
}));

const tableRowsAtOnce = 4;
const clearedAtOnce = 32;

/** Clears the rows that do not occur, then 4 rows times 8 dimensions for each invocation. */
export const tableRegisters = unrolled<{ taps: 'int'; dimensions: 'int'; capacity: 'int'; tableRows: 'int' }>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  vectors: ['dy', 'weight', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, dimensions, tableRows }) => {
    const blocks = Math.ceil(capacity / (tableRowsAtOnce * groupSize)) * Math.ceil(dimensions / 4 / quads);
    return Math.min(walkers, Math.max(Math.ceil(tableRows / clearedAtOnce), blocks));
  },
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let tapQuads = taps / 4;
    let count = counts[0];
    for (var first = group * ${clearedAtOnce}; first < tableRows; first += ${walkers * clearedAtOnce}) {
      for (var row = first; row < min(first + ${clearedAtOnce}, tableRows); row++) {
        let end = select(0, width, placeOfRow[row] < 0);
        for (var d = local.x; d < end; d += ${groupSize}) { out[row * width + d] = vec4<f32>(); }
      }
    }
    let across = (width + ${quads - 1}) / ${quads};
    let blocks = (count + ${tableRowsAtOnce * groupSize - 1}) / ${tableRowsAtOnce * groupSize} * across;
    for (var block = group; block < blocks; block += ${walkers}) {
      let r0 = block / across * ${tableRowsAtOnce * groupSize} + local.x;
      let d0 = block % across * ${quads};
      ${repeat(tableRowsAtOnce, (r) => `let a${r} = min(r0 + ${r * groupSize}, count - 1) * tapQuads;`)}
      ${repeat(quads, (c) => `let b${c} = min(d0 + ${c}, width - 1);`)}
      ${repeat(tableRowsAtOnce, (r) => repeat(quads, (c) => `var s${r}_${c} = vec4<f32>();`))}
      for (var f = 0; f < tapQuads; f++) {
        ${repeat(tableRowsAtOnce, (r) => `let x${r} = dy[a${r} + f];`)}
        ${repeat(
          4,
          (j) => `{
            let w = (f * 4 + ${j}) * width;
            ${repeat(quads, (c) => `let y${c} = weight[w + b${c}];`)}
            ${repeat(tableRowsAtOnce, (r) => repeat(quads, (c) => `s${r}_${c} += x${r}.${lanes[j]} * y${c};`))}
          }`,
        )}
      }
      ${repeat(
        tableRowsAtOnce,
        (r) => `if (r0 + ${r * groupSize} < count) {
          let to = rows[r0 + ${r * groupSize}] * width;
          ${repeat(quads, (c) => `if (d0 + ${c} < width) { out[to + b${c}] = s${r}_${c}; }`)}
        }`,
      )}
    }
  `,
}));

/** 8 taps times 8 dimensions for each invocation, summed over the rows of one part; a part beyond the rows that there are sums to 0. */
export const tapsRegisters = unrolled<{ taps: 'int'; dimensions: 'int'; capacity: 'int'; split: 'int' }>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  vectors: ['dy', 'table', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, taps, dimensions, split }) =>
    Math.ceil(capacity / split) * Math.ceil(taps / 4 / quads) * Math.ceil(dimensions / 4 / quads / groupSize),
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let tapQuads = taps / 4;
    let count = counts[0];
    let across = (width + ${quads * groupSize - 1}) / ${quads * groupSize};
    let high = (tapQuads + ${quads - 1}) / ${quads};
    let part = group / (high * across);
    let f0 = group / across % high * ${quads};
    let d0 = group % across * ${quads * groupSize} + local.x;
    ${repeat(quads, (f) => `let a${f} = min(f0 + ${f}, tapQuads - 1);`)}
    ${repeat(quads, (q) => `let b${q} = min(d0 + ${q * groupSize}, width - 1);`)}
    ${repeat(4 * quads, (f) => repeat(quads, (q) => `var s${f}_${q} = vec4<f32>();`))}
    for (var r = part * split; r < min(part * split + split, count); r++) {
      let row = rows[r] * width;
      ${repeat(quads, (f) => `let x${f} = dy[r * tapQuads + a${f}];`)}
      ${repeat(quads, (q) => `let y${q} = table[row + b${q}];`)}
      ${repeat(quads, (f) => repeat(4, (j) => repeat(quads, (q) => `s${f * 4 + j}_${q} += x${f}.${lanes[j]} * y${q};`)))}
    }
    ${repeat(
      quads,
      (f) => `if (f0 + ${f} < tapQuads) {
        ${repeat(4, (j) =>
          repeat(
            quads,
            (q) =>
              `if (d0 + ${q * groupSize} < width) { out[(part * taps + (f0 + ${f}) * 4 + ${j}) * width + b${q}] = s${f * 4 + j}_${q}; }`,
          ),
        )}
      }`,
    )}
  `,
}));
