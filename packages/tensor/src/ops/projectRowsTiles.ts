import type { TunedBody } from '../kernel.js';

// For real GPUs: 32 by 32 results for a group of 8 by 8, each 4 by 4 in registers, through workgroup memory. What is staged as columns is
// turned on the way in, and its place is XORed with the column, so that neither side meets itself in one bank of memory.

type ProjectParams = { taps: 'int'; dimensions: 'int'; capacity: 'int' };
type TableParams = { taps: 'int'; dimensions: 'int'; capacity: 'int'; tableRows: 'int' };
type TapsParams = { taps: 'int'; dimensions: 'int'; capacity: 'int'; split: 'int' };

const tiles = (size: number) => Math.ceil(size / 32);

/** Rows times taps: both are staged along their dimensions. */
export const projectTile: TunedBody<ProjectParams> = {
  name: 'tile',
  workgroupSize: [8, 8],
  vectors: ['table', 'weight'],
  fits: ({ dimensions }) => dimensions % 4 === 0,
  groups: ({ capacity, taps }) => tiles(capacity) * tiles(taps),
  functions: /* wgsl */ `
    var<workgroup> rowTile: array<vec4<f32>, 256>;
    var<workgroup> tapTile: array<vec4<f32>, 256>;
  `,
  wgsl: /* wgsl */ `
    let across = (taps + 31) / 32;
    let firstRow = group / across * 32;
    let firstTap = group % across * 32;
    let count = counts[0];
    if (firstRow >= count) { return; }
    let width = dimensions / 4;
    let r = firstRow + local.y * 4;
    let f = firstTap + local.y * 4;
    let a0 = rows[min(r, count - 1)] * width;
    let a1 = rows[min(r + 1, count - 1)] * width;
    let a2 = rows[min(r + 2, count - 1)] * width;
    let a3 = rows[min(r + 3, count - 1)] * width;
    let b0 = min(f, taps - 1) * width;
    let b1 = min(f + 1, taps - 1) * width;
    let b2 = min(f + 2, taps - 1) * width;
    let b3 = min(f + 3, taps - 1) * width;
    var s0 = vec4<f32>(); var s1 = vec4<f32>(); var s2 = vec4<f32>(); var s3 = vec4<f32>();
    let to = local.x * 32 + (local.y ^ local.x);
    for (var first = 0; first < width; first += 8) {
      let d = first + local.x;
      var p0 = vec4<f32>(); var p1 = vec4<f32>(); var p2 = vec4<f32>(); var p3 = vec4<f32>();
      var q0 = vec4<f32>(); var q1 = vec4<f32>(); var q2 = vec4<f32>(); var q3 = vec4<f32>();
      if (d < width) {
        p0 = table[a0 + d]; p1 = table[a1 + d]; p2 = table[a2 + d]; p3 = table[a3 + d];
        q0 = weight[b0 + d]; q1 = weight[b1 + d]; q2 = weight[b2 + d]; q3 = weight[b3 + d];
      }
      workgroupBarrier();
      rowTile[to] = vec4(p0.x, p1.x, p2.x, p3.x);
      rowTile[to + 8] = vec4(p0.y, p1.y, p2.y, p3.y);
      rowTile[to + 16] = vec4(p0.z, p1.z, p2.z, p3.z);
      rowTile[to + 24] = vec4(p0.w, p1.w, p2.w, p3.w);
      tapTile[to] = vec4(q0.x, q1.x, q2.x, q3.x);
      tapTile[to + 8] = vec4(q0.y, q1.y, q2.y, q3.y);
      tapTile[to + 16] = vec4(q0.z, q1.z, q2.z, q3.z);
      tapTile[to + 24] = vec4(q0.w, q1.w, q2.w, q3.w);
      workgroupBarrier();
      for (var k = 0; k < 32; k++) {
        let x = rowTile[k * 8 + (local.y ^ (k >> 2u))];
        let w = tapTile[k * 8 + (local.x ^ (k >> 2u))];
        s0 += x.x * w; s1 += x.y * w; s2 += x.z * w; s3 += x.w * w;
      }
    }
    let tap = firstTap + local.x * 4;
    for (var j = 0; j < 4; j++) {
      if (tap + j < taps) {
        let to = r * taps + tap + j;
        if (r < count) { out[to] = s0[j]; }
        if (r + 1 < count) { out[to + taps] = s1[j]; }
        if (r + 2 < count) { out[to + 2 * taps] = s2[j]; }
        if (r + 3 < count) { out[to + 3 * taps] = s3[j]; }
      }
    }
  `,
};

/** The first groups clear the rows that do not occur; the others compute those that do. */
export const tableTile: TunedBody<TableParams> = {
  name: 'tile',
  workgroupSize: [8, 8],
  vectors: ['dy', 'weight', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, dimensions, tableRows }) => tiles(tableRows) + tiles(capacity) * tiles(dimensions),
  functions: /* wgsl */ `
    var<workgroup> rowTile: array<vec4<f32>, 256>;
    var<workgroup> tapTile: array<vec4<f32>, 256>;
  `,
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let quads = taps / 4;
    let count = counts[0];
    let clearing = (tableRows + 31) / 32;
    if (group < clearing) {
      for (var row = group * 32 + local.y; row < min((group + 1) * 32, tableRows); row += 8) {
        let end = select(0, width, placeOfRow[row] < 0);
        for (var d = local.x; d < end; d += 8) { out[row * width + d] = vec4<f32>(); }
      }
      return;
    }
    let across = (width + 7) / 8;
    let firstRow = (group - clearing) / across * 32;
    if (firstRow >= count) { return; }
    let r = firstRow + local.y * 4;
    let d = (group - clearing) % across * 8 + local.x;
    let a0 = min(r, count - 1) * quads;
    let a1 = min(r + 1, count - 1) * quads;
    let a2 = min(r + 2, count - 1) * quads;
    let a3 = min(r + 3, count - 1) * quads;
    let b = min(d, width - 1);
    var s0 = vec4<f32>(); var s1 = vec4<f32>(); var s2 = vec4<f32>(); var s3 = vec4<f32>();
    let to = local.x * 32 + (local.y ^ local.x);
    for (var first = 0; first < quads; first += 8) {
      let f = first + local.x;
      workgroupBarrier();
      if (f < quads) {
        let p0 = dy[a0 + f]; let p1 = dy[a1 + f]; let p2 = dy[a2 + f]; let p3 = dy[a3 + f];
        rowTile[to] = vec4(p0.x, p1.x, p2.x, p3.x);
        rowTile[to + 8] = vec4(p0.y, p1.y, p2.y, p3.y);
        rowTile[to + 16] = vec4(p0.z, p1.z, p2.z, p3.z);
        rowTile[to + 24] = vec4(p0.w, p1.w, p2.w, p3.w);
      }
      for (var k = local.y; k < min(32, taps - first * 4); k += 8) { tapTile[k * 8 + local.x] = weight[(first * 4 + k) * width + b]; }
      workgroupBarrier();
      for (var k = 0; k < min(32, taps - first * 4); k++) {
        let x = rowTile[k * 8 + (local.y ^ (k >> 2u))];
        let w = tapTile[k * 8 + local.x];
        s0 += x.x * w; s1 += x.y * w; s2 += x.z * w; s3 += x.w * w;
      }
    }
    if (d < width) {
      if (r < count) { out[rows[r] * width + d] = s0; }
      if (r + 1 < count) { out[rows[r + 1] * width + d] = s1; }
      if (r + 2 < count) { out[rows[r + 2] * width + d] = s2; }
      if (r + 3 < count) { out[rows[r + 3] * width + d] = s3; }
    }
  `,
};

/** Each group sums over the rows of one part; a part beyond the rows that there are sums to 0. */
export const tapsTile: TunedBody<TapsParams> = {
  name: 'tile',
  workgroupSize: [8, 8],
  vectors: ['dy', 'table', 'out'],
  fits: ({ taps, dimensions }) => taps % 4 === 0 && dimensions % 4 === 0,
  groups: ({ capacity, taps, dimensions, split }) => Math.ceil(capacity / split) * tiles(taps) * tiles(dimensions),
  functions: /* wgsl */ `
    var<workgroup> tapTile: array<vec4<f32>, 256>;
    var<workgroup> rowTile: array<vec4<f32>, 256>;
  `,
  wgsl: /* wgsl */ `
    let width = dimensions / 4;
    let quads = taps / 4;
    let count = counts[0];
    let across = (width + 7) / 8;
    let high = (quads + 7) / 8;
    let part = group / (high * across);
    let end = min(part * split + split, count);
    let f = group / across % high * 8 + local.y;
    let d = group % across * 8 + local.x;
    let tapColumn = min(group / across % high * 8 + local.x, quads - 1);
    let rowColumn = min(d, width - 1);
    var s0 = vec4<f32>(); var s1 = vec4<f32>(); var s2 = vec4<f32>(); var s3 = vec4<f32>();
    for (var first = part * split; first < end; first += 32) {
      let length = min(32, end - first);
      workgroupBarrier();
      for (var k = local.y; k < length; k += 8) {
        tapTile[k * 8 + local.x] = dy[(first + k) * quads + tapColumn];
        rowTile[k * 8 + local.x] = table[rows[first + k] * width + rowColumn];
      }
      workgroupBarrier();
      for (var k = 0; k < length; k++) {
        let x = tapTile[k * 8 + local.y];
        let y = rowTile[k * 8 + local.x];
        s0 += x.x * y; s1 += x.y * y; s2 += x.z * y; s3 += x.w * y;
      }
    }
    if (f < quads && d < width) {
      let to = (part * taps + f * 4) * width + d;
      out[to] = s0;
      out[to + width] = s1;
      out[to + 2 * width] = s2;
      out[to + 3 * width] = s3;
    }
  `,
};
