import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { devices } from '../test/devices.js';
import { Indices } from './indices.js';
import { ShapeError } from './shape.js';

describe.each(devices)('Indices on $name', (device) => {
  /** What counts of each part: rows, order and starts up to their counts. */
  const read = async (indices: Indices) => {
    const { ids, counts, rows, order, places, rowChunks, chunkStarts } = indices;
    const [count, chunks] = await counts.read();
    const starts = await chunkStarts.read();
    const firsts = [...(await rowChunks.read())].slice(0, count + 1);
    expect(firsts[count] ?? 0).toBe(chunks);
    return {
      ids: [...(await ids.read())],
      rows: [...(await rows.read())].slice(0, count),
      order: [...(await order.read())].slice(0, starts[chunks]),
      starts: firsts.map((chunk) => starts[chunk]),
      places: [...(await places.read())],
    };
  };

  test('sorts positions by row, and keeps those of one row in order', async () => {
    // Row 2 stands at positions 1 and 4, row 5 at 0, 2 and 3; rows 0, 1, 3 and 4 do not occur.
    const indices = new Indices(device, [5, 2, 5, 5, 2], [5], 6);
    expect(await read(indices)).toEqual({
      ids: [5, 2, 5, 5, 2],
      rows: [2, 5],
      order: [1, 4, 0, 2, 3],
      starts: [0, 2, 5],
      places: [1, 0, 1, 1, 0],
    });
  });

  test('sizes depend on the shape and the table alone, and all of it is int32', () => {
    const { ids, counts, rows, placeOfRow, places, order, chunkStarts, rowChunks, ...indices } = new Indices(
      device,
      [5, 2, 5, 5, 2, 0],
      [2, 3],
      6,
    );
    expect(indices).toMatchObject({ shape: [2, 3], tableRows: 6, capacity: 6, chunkCapacity: 6 });
    const tensors = [ids, counts, rows, placeOfRow, places, order, chunkStarts, rowChunks];
    expect(tensors.map(({ shape }) => shape)).toEqual([[2, 3], [2], [6], [6], [6], [6], [7], [7]]);
    expect(tensors.map(({ dtype }) => dtype)).toEqual(new Array(8).fill('int32'));
  });

  test('says for each row of the table which of the distinct ones it is', async () => {
    const { placeOfRow } = new Indices(device, [5, 2, 5], [3], 6);
    expect([...(await placeOfRow.read())]).toEqual([-1, -1, 0, -1, -1, 1]);
  });

  test('a row that occurs more than 256 times is split into chunks', async () => {
    // Row 1 stands at 600 positions, row 3 at the last one.
    const indices = new Indices(device, [...new Array<number>(600).fill(1), 3], [601], 4);
    expect([...(await indices.counts.read())]).toEqual([2, 4]);
    expect([...(await indices.chunkStarts.read())].slice(0, 5)).toEqual([0, 256, 512, 600, 601]);
    expect([...(await indices.rowChunks.read())].slice(0, 3)).toEqual([0, 3, 4]);
  });

  test('256 times is still one chunk', async () => {
    const { counts, chunkStarts } = new Indices(device, new Array<number>(256).fill(0), [256], 1);
    expect([...(await counts.read())]).toEqual([1, 1]);
    expect([...(await chunkStarts.read())]).toEqual([0, 256, 256]);
  });

  test('places and chunks beyond those that there are, are empty', async () => {
    // Room for four rows; only row 4 occurs.
    const { rowChunks, chunkStarts } = new Indices(device, [4, -1, 4, 4], [4], 5);
    expect([...(await rowChunks.read())]).toEqual([0, 1, 1, 1, 1]);
    expect([...(await chunkStarts.read())]).toEqual([0, 3, 3, 3, 3]);
  });

  test('takes other ids of the same shape, fewer rows or more', async () => {
    const indices = new Indices(device, [5, 2, 0], [3], 6);
    for (const ids of [
      [1, 1, -1],
      [4, 3, 5],
      [-1, -1, -1],
    ]) {
      indices.write(ids);
      expect(await read(indices)).toEqual(await read(new Indices(device, ids, [3], 6)));
    }
  });

  test('ids that do not fit are refused, and the old ones stay', async () => {
    const indices = new Indices(device, [1, 2], [2], 6);
    expect(() => indices.write([1, 6])).toThrow(ShapeError);
    expect(() => indices.write([1])).toThrow('1 ids for [2]; must be 2');
    expect([...(await indices.ids.read())]).toEqual([1, 2]);
  });

  test('no ids have no rows, and one start: the end', async () => {
    const nothing = { ids: [], rows: [], order: [], starts: [0], places: [] };
    expect(await read(new Indices(device, [], [0, 7], 6))).toEqual(nothing);
    expect(await read(new Indices(device, [], [0], 0))).toEqual(nothing);
  });

  test('-1 is no row: it has a position, but no place, and is left out of the order', async () => {
    const indices = new Indices(device, [-1, 5, -1, 2, 5], [5], 6);
    expect(await read(indices)).toEqual({
      ids: [-1, 5, -1, 2, 5],
      rows: [2, 5],
      order: [3, 1, 4],
      starts: [0, 1, 3],
      places: [-1, 1, -1, 0, 1],
    });
    const nothing = { ids: [-1, -1], rows: [], order: [], starts: [0], places: [-1, -1] };
    expect(await read(new Indices(device, [-1, -1], [2], 6))).toEqual(nothing);
  });

  test('takes the first and the last row of the table', async () => {
    expect(await read(new Indices(device, [3, 0], [2], 4))).toMatchObject({ rows: [0, 3], order: [1, 0] });
  });

  test('a single number is an index too', async () => {
    const indices = new Indices(device, [1], [], 4);
    expect(indices.shape).toEqual([]);
    expect(await read(indices)).toMatchObject({ rows: [1], order: [0], starts: [0, 1], places: [0] });
  });

  test('order, rows, starts and places say the same thing of any ids', () =>
    fc.assert(
      fc.asyncProperty(someIds, async ({ ids, tableRows }) => {
        const { rows, order, starts, places } = await read(new Indices(device, ids, [ids.length], tableRows));

        // Sorting positions by row, ties by position, is the one stable order; it is a permutation by itself.
        const positions = [...ids.keys()].filter((n) => ids[n] >= 0);
        expect(order).toEqual(positions.sort((a, b) => ids[a] - ids[b] || a - b));
        expect(rows).toEqual([...new Set(ids.filter((id) => id >= 0))].sort((a, b) => a - b));
        expect(places.map((place) => (place < 0 ? -1 : rows[place]))).toEqual(ids);

        expect(starts.length).toBe(rows.length + 1);
        expect(starts[0]).toBe(0);
        expect(starts.at(-1)).toBe(order.length);
        rows.forEach((row, n) => {
          const segment = order.slice(starts[n], starts[n + 1]);
          expect(segment.length).toBeGreaterThan(0);
          expect(segment.every((position) => ids[position] === row)).toBe(true);
        });
      }),
    ));

  test('dispose frees all that was made, and twice is once', () => {
    const { buffers } = device.memory;
    const indices = new Indices(device, [5, 2], [2], 6);
    expect(device.memory.buffers).toBeGreaterThan(buffers);
    indices.dispose();
    indices.dispose();
    expect(device.memory.buffers).toBe(buffers);
  });

  test.each([-2, 4, 1.5, -0.5, Number.NaN])('refuses the id %d in a table of four rows', (id) => {
    expect(() => new Indices(device, [0, id, 3], [3], 4)).toThrow(
      new ShapeError(`Indices: id ${id} at position 1; must be a row of the table, 0 to 3, or -1 for none`),
    );
  });

  test('refuses any id outside the table, wherever it stands', () =>
    fc.assert(
      fc.property(someIds, fc.nat(), fc.boolean(), ({ ids, tableRows }, where, above) => {
        const at = where % (ids.length + 1);
        const spoilt = [...ids.slice(0, at), above ? tableRows + where : -2 - where, ...ids.slice(at)];
        expect(() => new Indices(device, spoilt, [spoilt.length], tableRows)).toThrow(`at position ${at};`);
      }),
    ));

  test('refuses ids that do not fill the shape, and a shape that is none', () => {
    expect(() => new Indices(device, [0, 1, 2], [2, 2], 4)).toThrow(
      new ShapeError('Indices: 3 ids for [2, 2]; must be 4'),
    );
    expect(() => new Indices(device, [0], [-1], 4)).toThrow(
      new ShapeError('Indices: [-1] is no shape; every axis must be a whole number, 0 or more'),
    );
  });
});

const someIds = fc.integer({ min: 1, max: 20 }).chain((tableRows) =>
  fc.record({
    ids: fc.array(fc.integer({ min: -1, max: tableRows - 1 }), { maxLength: 60 }),
    tableRows: fc.constant(tableRows),
  }),
);
