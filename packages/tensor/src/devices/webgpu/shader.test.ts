import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import {
  capture,
  type Device,
  defineKernel,
  defineUpdate,
  type Kernel,
  run,
  Tensor,
  type TunedBody,
  update,
} from '../../index.js';
import { openDevice } from '../../node/index.js';

type RowSums = Kernel<'x', { rows: 'int'; columns: 'int' }, 'out'>;

// One group per row: its lanes take turns along the row, and meet in workgroup memory.
const lanes: RowSums['tuned'][number] = {
  name: 'lanes',
  workgroupSize: [4, 2],
  groups: ({ rows }) => rows,
  functions: /* wgsl */ `var<workgroup> part: array<f32, 8>;`,
  wgsl: /* wgsl */ `
    let lane = local.y * 4 + local.x;
    var sum = 0.0;
    for (var column = lane; column < columns; column += 8) { sum += x[group * columns + column]; }
    part[lane] = sum;
    workgroupBarrier();
    if (lane == 0) {
      for (var other = 1; other < 8; other++) { sum += part[other]; }
      out[group] = sum;
    }`,
};

// Sixteen rows per group, read four elements at a time.
const vectors: RowSums['tuned'][number] = {
  name: 'vectors',
  workgroupSize: [16, 1],
  groups: ({ rows }) => Math.ceil(rows / 16),
  fits: ({ columns }) => columns % 4 === 0,
  vectors: ['x'],
  wgsl: /* wgsl */ `
    let row = group * 16 + local.x;
    if (row < rows) {
      var sum = vec4<f32>();
      for (var n = row * columns / 4; n < (row + 1) * columns / 4; n++) { sum += x[n]; }
      out[row] = dot(sum, vec4<f32>(1.0));
    }`,
};

const rowSums: RowSums = defineKernel({
  name: 'rowSums',
  inputs: ['x'],
  params: { rows: 'int', columns: 'int' },
  cpu({ x }, out, { columns }) {
    out.fill(0);
    for (let n = 0; n < x.length; n++) out[Math.floor(n / columns)] += x[n];
  },
  wgsl: /* wgsl */ `
    var sum = 0.0;
    for (var column = 0; column < columns; column++) { sum += x[i * columns + column]; }
    out[i] = sum;`,
});

/** Rows of whole numbers, whose sums are exact in any order, and those sums. */
function rowsOf(device: Device, rows: number, columns: number) {
  const values = Float32Array.from({ length: rows * columns }, (_, n) => ((n * 7) % 11) - 5);
  const sums = new Float32Array(rows);
  rowSums.cpu({ x: values }, { out: sums }, { rows, columns });
  return { x: Tensor.from(device, values, [rows, columns]), sums: [...sums] };
}

/** The bodies that a replay of one kernel runs, as a profile names them. */
async function bodiesOf(device: Device, work: () => unknown): Promise<string[]> {
  const step = capture(device, work);
  const times = await step.profile();
  step.dispose();
  return times.map(({ name }) => name);
}

const gpus = devices.filter((device) => device.name === 'webgpu');

describe.each(gpus)('a tuned body on $name', (device) => {
  const bodies = { plain: [], lanes: [lanes], vectors: [vectors] };
  const sizes = [
    [1, 1],
    [16, 4],
    [17, 8],
    [3, 100],
    [33, 7],
  ];

  test.each(Object.entries(bodies))('gives what the CPU gives, ragged sizes too: %s', async (_, tuned) => {
    for (const [rows, columns] of sizes) {
      const { x, sums } = rowsOf(device, rows, columns);
      const out = run({ ...rowSums, tuned }, { x }, [rows], { rows, columns });
      expect([...(await out.read())]).toEqual(sums);
    }
  });

  test('runs in more groups than one dimension takes', async () => {
    const { x, sums } = rowsOf(device, 65_537, 3);
    const out = run({ ...rowSums, tuned: [lanes] }, { x }, [65_537], { rows: 65_537, columns: 3 });
    expect([...(await out.read())]).toEqual(sums);
  });

  test('never runs in a group too many, although the last row of groups is ragged', async () => {
    // Folded into two rows, 65,537 groups become 65,538.
    const number: TunedBody<{ groups: 'int' }> = {
      name: 'number',
      workgroupSize: [1, 1],
      groups: ({ groups }) => groups,
      wgsl: /* wgsl */ `out[group] = group;`,
    };
    const numbers = defineUpdate({
      name: 'numbers',
      inputs: [],
      outputs: ['out'],
      integers: ['out'],
      params: { groups: 'int' },
      cpu() {},
      wgsl: '',
      tuned: [number],
    });
    const out = Tensor.from(device, new Int32Array(65_540).fill(-1), [65_540], 'int32');
    update(numbers, {}, { out }, { groups: 65_537 });
    expect([...(await out.read()).subarray(65_535)]).toEqual([65_535, 65_536, -1, -1, -1]);
  });

  test('that does not fit leaves the work to the plain one', async () => {
    const kernel = { ...rowSums, tuned: [vectors] };
    const { x } = rowsOf(device, 2, 8);
    expect(await bodiesOf(device, () => run(kernel, { x }, [2], { rows: 2, columns: 8 }))).toEqual(['rowSums/vectors']);
    expect(await bodiesOf(device, () => run(kernel, { x }, [3], { rows: 3, columns: 5 }))).toEqual(['rowSums']);
  });

  test('whose workgroup is larger than this GPU takes does not fit', async () => {
    const { maxComputeWorkgroupSizeX, maxComputeWorkgroupSizeY } = device.details.limits;
    const workgroupSize = [maxComputeWorkgroupSizeX, maxComputeWorkgroupSizeY] as const;
    const wide = { ...lanes, name: 'wide', workgroupSize };
    const { x, sums } = rowsOf(device, 2, 3);
    const out = run({ ...rowSums, tuned: [wide] }, { x }, [2], { rows: 2, columns: 3 });
    expect([...(await out.read())]).toEqual(sums);
  });

  test('may see an input without elements as vectors', async () => {
    const kernel = { ...rowSums, tuned: [vectors] };
    const out = run(kernel, { x: Tensor.from(device, [], [2, 0]) }, [2], { rows: 2, columns: 0 });
    expect([...(await out.read())]).toEqual([0, 0]);
  });

  test('that does not compile is named with its kernel', async () => {
    const own = await openDevice('webgpu');
    const wrong = { ...lanes, wgsl: 'out[group] = nowhere;' };
    const { x } = rowsOf(own, 1, 1);
    const out = run({ ...rowSums, tuned: [wrong] }, { x }, [1], { rows: 1, columns: 1 });
    await expect(out.read()).rejects.toThrow(/^rowSums\/lanes: its WGSL body does not compile: .*nowhere/);
    own.close();
  });
});
