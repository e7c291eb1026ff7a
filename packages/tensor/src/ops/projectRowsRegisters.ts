import { repeat, unrolled } from './unrolled.js';
import { walkers } from './walk.js';

// For software adapters: many results for each invocation, in registers, and neither barriers nor memory of a workgroup. A fixed number of
// groups walks over the blocks that there are, since groups that have nothing to do cost something too.

const groupSize = 8;
const lanes = ['x', 'y', 'z', 'w'] as const;

const rows = 8;
const tapsAtOnce = 8;

/** 8 rows times 8 taps for each invocation; neighbours have other rows and the same taps. */
export const projectRegisters = unrolled<{ taps: 'int'; dimensions: 'int'; capacity: 'int' }>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  vectors: ['table', 'weight'],
  fits: ({ dimensions }) => dimensions % 4 === 0,
  groups: ({ capacity, taps }) =>
    Math.min(walkers, Math.ceil(capacity / (rows * groupSize)) * Math.ceil(taps / tapsAtOnce)),
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let count = counts[0];
    let across = (taps + ${tapsAtOnce - 1}) / ${tapsAtOnce};
    let blocks = (count + ${rows * groupSize - 1}) / ${rows * groupSize} * across;
    for (var block = group; block < blocks; block += ${walkers}) {
      let r0 = block / across * ${rows * groupSize} + local.x;
      let f0 = block % across * ${tapsAtOnce};
      ${repeat(rows, (r) => `let a${r} = rows[min(r0 + ${r * groupSize}, count - 1)] * width;`)}
      ${repeat(tapsAtOnce, (f) => `let b${f} = min(f0 + ${f}, taps - 1) * width;`)}
      ${repeat(rows, (r) => repeat(tapsAtOnce, (f) => `var s${r}_${f} = 0.0;`))}
      for (var d = 0; d < width; d++) {
        ${repeat(rows, (r) => `let x${r} = table[a${r} + d];`)}
        ${repeat(tapsAtOnce, (f) => `let y${f} = weight[b${f} + d];`)}
        ${repeat(rows, (r) =>
          repeat(tapsAtOnce, (f) => lanes.map((lane) => `s${r}_${f} += x${r}.${lane} * y${f}.${lane};`).join(' ')),
        )}
      }
      ${repeat(
        rows,
        (r) => `if (r0 + ${r * groupSize} < count) {
          let to = (r0 + ${r * groupSize}) * taps + f0;
          ${repeat(tapsAtOnce, (f) => `if (f0 + ${f} < taps) { out[to + ${f}] = s${r}_${f}; }`)}
        }`,
      )}
    }
  `,
}));

const quads = 3;
const clearedAtOnce = 32;

/** Clears the rows that do not occur, then 8 rows times 12 dimensions for each invocation. */
export const tableRegisters = unrolled<{ taps: 'int'; dimensions: 'int'; capacity: 'int'; tableRows: 'int' }>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  vectors: ['dy', 'weight', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, dimensions, tableRows }) => {
    const blocks = Math.ceil(capacity / (rows * groupSize)) * Math.ceil(dimensions / 4 / quads);
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
    let blocks = (count + ${rows * groupSize - 1}) / ${rows * groupSize} * across;
    for (var block = group; block < blocks; block += ${walkers}) {
      let r0 = block / across * ${rows * groupSize} + local.x;
      let d0 = block % across * ${quads};
      ${repeat(rows, (r) => `let a${r} = min(r0 + ${r * groupSize}, count - 1) * tapQuads;`)}
      ${repeat(quads, (c) => `let b${c} = min(d0 + ${c}, width - 1);`)}
      ${repeat(rows, (r) => repeat(quads, (c) => `var s${r}_${c} = vec4<f32>();`))}
      for (var f = 0; f < tapQuads; f++) {
        ${repeat(rows, (r) => `let x${r} = dy[a${r} + f];`)}
        ${repeat(
          4,
          (j) => `{
            let w = (f * 4 + ${j}) * width;
            ${repeat(quads, (c) => `let y${c} = weight[w + b${c}];`)}
            ${repeat(rows, (r) => repeat(quads, (c) => `s${r}_${c} += x${r}.${lanes[j]} * y${c};`))}
          }`,
        )}
      }
      ${repeat(
        rows,
        (r) => `if (r0 + ${r * groupSize} < count) {
          let to = rows[r0 + ${r * groupSize}] * width;
          ${repeat(quads, (c) => `if (d0 + ${c} < width) { out[to + b${c}] = s${r}_${c}; }`)}
        }`,
      )}
    }
  `,
}));

const tapQuadsAtOnce = 2;
const columnsAtOnce = 2;

/** What row r + n of the distinct ones adds. */
const loadRow = (n: number) => `
  let row${n} = rows[r + ${n}] * width;
  ${repeat(tapQuadsAtOnce, (f) => `let x${n}_${f} = dy[(r + ${n}) * tapQuads + a${f}];`)}
  ${repeat(columnsAtOnce, (q) => `let y${n}_${q} = table[row${n} + b${q}];`)}
`;
const addRow = (n: number, f: number, j: number, q: number) =>
  `s${4 * f + j}_${q} += x${n}_${f}.${lanes[j]} * y${n}_${q};`;

/** For each of the 8 taps times 2 fours of dimensions: what they are called, and where they belong. */
const eachSum = (code: (f: number, j: number, q: number) => string) =>
  repeat(tapQuadsAtOnce, (f) => repeat(4, (j) => repeat(columnsAtOnce, (q) => code(f, j, q))));

/**
 * 8 taps times 8 dimensions for each invocation, summed over the rows of one part, two rows at a time; a part beyond the rows that there are
 * sums to 0.
 */
export const tapsRegisters = unrolled<{ taps: 'int'; dimensions: 'int'; capacity: 'int'; split: 'int' }>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  vectors: ['dy', 'table', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, taps, dimensions, split }) =>
    Math.ceil(capacity / split) *
    Math.ceil(taps / 4 / tapQuadsAtOnce) *
    Math.ceil(dimensions / 4 / columnsAtOnce / groupSize),
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let tapQuads = taps / 4;
    let across = (width + ${columnsAtOnce * groupSize - 1}) / ${columnsAtOnce * groupSize};
    let high = (tapQuads + ${tapQuadsAtOnce - 1}) / ${tapQuadsAtOnce};
    let part = group / (high * across);
    let f0 = group / across % high * ${tapQuadsAtOnce};
    let d0 = group % across * ${columnsAtOnce * groupSize} + local.x;
    ${repeat(tapQuadsAtOnce, (f) => `let a${f} = min(f0 + ${f}, tapQuads - 1);`)}
    ${repeat(columnsAtOnce, (q) => `let b${q} = min(d0 + ${q * groupSize}, width - 1);`)}
    ${eachSum((f, j, q) => `var s${4 * f + j}_${q} = vec4<f32>();`)}
    let end = min(part * split + split, counts[0]);
    var r = part * split;
    for (; r + 1 < end; r += 2) {
      ${loadRow(0)}
      ${loadRow(1)}
      ${eachSum((f, j, q) => `${addRow(0, f, j, q)} ${addRow(1, f, j, q)}`)}
    }
    for (; r < end; r++) {
      ${loadRow(0)}
      ${eachSum((f, j, q) => addRow(0, f, j, q))}
    }
    ${eachSum(
      (f, j, q) => `if (f0 + ${f} < tapQuads) {
        if (d0 + ${q * groupSize} < width) { out[(part * taps + (f0 + ${f}) * 4 + ${j}) * width + b${q}] = s${4 * f + j}_${q}; }
      }`,
    )}
  `,
}));
