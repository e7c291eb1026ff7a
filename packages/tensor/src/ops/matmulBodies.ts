// m row of a, k column of a and row of b, c column of b
import type { Params, TunedBody } from '../kernel.js';
import { sizeOf } from '../shape.js';
import { repeat, unrolled } from './unrolled.js';
import { walkers } from './walk.js';

export const matmulParams = {
  rows: 'int',
  inner: 'int',
  columns: 'int',
  rank: 'int',
  batch: 'ints',
  aStrides: 'ints',
  bStrides: 'ints',
} as const;

type Sizes = Params<typeof matmulParams>;
type Body = TunedBody<typeof matmulParams>;

/** WGSL: which matrix of an operand the batch's matrix `number` is made of. */
export const matrixOf = /* wgsl */ `
  fn matrixOf(number: i32, rank: i32, batch: array<vec4<i32>, 2>, strides: array<vec4<i32>, 2>) -> i32 {
    var rest = number;
    var matrix = 0;
    for (var d = rank - 1; d >= 0; d--) {
      matrix += rest % at(batch, d) * at(strides, d);
      rest /= at(batch, d);
    }
    return matrix;
  }
`;

const tileSize = 32;

// Below a tile, the plain body keeps more of a GPU busy.
const fillsTile = ({ rows, inner, columns }: Sizes) => rows >= tileSize && columns >= tileSize && inner > 0;
const inFours = ({ inner, columns }: Sizes) => inner % 4 === 0 && columns % 4 === 0;

const wholeQuads = /* wgsl */ `
  fn aQuad(row: i32, column: i32, length: i32) -> vec4<f32> { return a[(row * length + column) / 4]; }
  fn bQuad(row: i32, column: i32, length: i32) -> vec4<f32> { return b[(row * length + column) / 4]; }
  fn store(row: i32, column: i32, length: i32, quad: vec4<f32>) { out[(row * length + column) / 4] = quad; }
`;

// What these read beyond the end of a row is never used.
const cutQuads = /* wgsl */ `
  fn aQuad(row: i32, column: i32, length: i32) -> vec4<f32> {
    let first = row * length + column;
    return vec4(a[first], a[first + 1], a[first + 2], a[first + 3]);
  }
  fn bQuad(row: i32, column: i32, length: i32) -> vec4<f32> {
    let first = row * length + column;
    return vec4(b[first], b[first + 1], b[first + 2], b[first + 3]);
  }
  fn store(row: i32, column: i32, length: i32, quad: vec4<f32>) {
    for (var n = 0; n < min(4, length - column); n++) { out[row * length + column + n] = quad[n]; }
  }
`;

/**
 * For real GPUs: 32 by 32 results for a group of 8 by 8, each 4 by 4 in registers, 32 steps at a time through workgroup memory. Rows of a
 * are turned into columns on the way in, and the place is XORed with the column, so that neighbours do not meet in one bank of memory.
 */
const inTiles = (body: Pick<Body, 'name' | 'fits' | 'vectors'>, quads: string): Body => ({
  ...body,
  workgroupSize: [8, 8],
  groups: ({ rows, columns, batch }) => sizeOf(batch) * Math.ceil(rows / tileSize) * Math.ceil(columns / tileSize),
  functions: /* wgsl */ `
    var<workgroup> aTile: array<vec4<f32>, 256>;
    var<workgroup> bTile: array<vec4<f32>, 256>;
    ${matrixOf}
    ${quads}
  `,
  wgsl: /* wgsl */ `
    let across = (columns + 31) / 32;
    let down = (rows + 31) / 32;
    let n = group / (down * across);
    let m = group / across % down * 32 + local.y * 4;
    let c = group % across * 32 + local.x * 4;
    let aRow = matrixOf(n, rank, batch, aStrides) * rows;
    let bRow = matrixOf(n, rank, batch, bStrides) * inner;
    let aColumn = (inner - 1) / 4 * 4;
    let bColumn = min(c, (columns - 1) / 4 * 4);
    let turned = local.x * 32 + (local.y ^ local.x);
    ${repeat(4, (j) => `var s${j} = vec4<f32>();`)}
    for (var first = 0; first < inner; first += 32) {
      let k = min(first + local.x * 4, aColumn);
      let row = first + local.y * 4;
      ${repeat(4, (j) => `let p${j} = aQuad(aRow + min(m + ${j}, rows - 1), k, inner);`)}
      ${repeat(4, (j) => `let q${j} = bQuad(bRow + min(row + ${j}, inner - 1), bColumn, columns);`)}
      workgroupBarrier();
      ${repeat(4, (j) => `aTile[turned + ${8 * j}] = vec4(p0[${j}], p1[${j}], p2[${j}], p3[${j}]);`)}
      ${repeat(4, (j) => `bTile[local.y * 32 + local.x + ${8 * j}] = q${j};`)}
      workgroupBarrier();
      for (var k = 0; k < min(32, inner - first); k++) {
        let x = aTile[k * 8 + (local.y ^ (k >> 2u))];
        let y = bTile[k * 8 + local.x];
        ${repeat(4, (j) => `s${j} += x[${j}] * y;`)}
      }
    }
    if (c < columns) { ${repeat(4, (j) => `if (m + ${j} < rows) { store(n * rows + m + ${j}, c, columns, s${j}); }`)} }
  `,
});

/** Where rows of both begin at whole vectors. */
export const matmulTile = unrolled<typeof matmulParams>(() =>
  inTiles(
    { name: 'tile', vectors: ['a', 'b', 'out'], fits: (sizes) => fillsTile(sizes) && inFours(sizes) },
    wholeQuads,
  ),
);

/** Where they do not. */
export const matmulRaggedTile = unrolled<typeof matmulParams>(() =>
  inTiles({ name: 'ragged tile', fits: (sizes) => fillsTile(sizes) && !inFours(sizes) }, cutQuads),
);

const groupSize = 8;
const height = 8;
const width = 8;

/**
 * For software adapters: 8 by 8 results for each invocation, in registers, and neither barriers nor workgroup memory. A fixed number of
 * groups walks over the blocks, since each costs something by itself.
 */
export const matmulRegisters = unrolled<typeof matmulParams>(() => ({
  name: 'registers',
  workgroupSize: [groupSize, 1],
  fits: fillsTile,
  groups: ({ rows, columns, batch }) =>
    Math.min(walkers, sizeOf(batch) * Math.ceil(rows / height) * Math.ceil(columns / (width * groupSize))),
  functions: matrixOf,
  wgsl: /* wgsl */ `
    let across = (columns + ${width * groupSize - 1}) / ${width * groupSize};
    let down = (rows + ${height - 1}) / ${height};
    let blocks = i32(arrayLength(&out)) / (rows * columns) * down * across;
    for (var block = group; block < blocks; block += ${walkers}) {
      let n = block / (down * across);
      let m = block / across % down * ${height};
      let c = block % across * ${width * groupSize} + local.x;
      let aRow = matrixOf(n, rank, batch, aStrides) * rows;
      let bStart = matrixOf(n, rank, batch, bStrides) * inner * columns;
      ${repeat(height, (j) => `let a${j} = (aRow + min(m + ${j}, rows - 1)) * inner;`)}
      ${repeat(width, (i) => `var b${i} = bStart + min(c + ${i * groupSize}, columns - 1);`)}
      ${repeat(height, (j) => repeat(width, (i) => `var s${j}_${i} = 0.0;`))}
      for (var k = 0; k < inner; k++) {
        ${repeat(height, (j) => `let x${j} = a[a${j} + k];`)}
        ${repeat(width, (i) => `let y${i} = b[b${i}]; b${i} += columns;`)}
        ${repeat(height, (j) => repeat(width, (i) => `s${j}_${i} += x${j} * y${i};`))}
      }
      ${repeat(
        height,
        (j) => `if (m + ${j} < rows) {
          let to = (n * rows + m + ${j}) * columns + c;
          ${repeat(width, (i) => `if (c + ${i * groupSize} < columns) { out[to + ${i * groupSize}] = s${j}_${i}; }`)}
        }`,
      )}
    }
  `,
}));
