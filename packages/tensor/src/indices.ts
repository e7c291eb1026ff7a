import type { Device } from './device.js';
import { checkShape, type Shape, ShapeError, show, sizeOf } from './shape.js';
import { Tensor } from './tensor.js';

/**
 * Row numbers into a table, prepared on the host, where they are known, for both directions: the way forward reads `ids`; the way back
 * sums over `order`, the positions sorted by row, so that every row is one segment and no two sums meet.
 */
export class Indices {
  /** int32, of the shape given. */
  readonly ids: Tensor;
  /** The distinct rows, ascending: [count]. */
  readonly rows: Tensor;
  /** Positions in `ids` that hold a row, sorted by row, then by position. */
  readonly order: Tensor;
  /** Where in `order` each distinct row's positions start; one more, the end: [count + 1]. */
  readonly starts: Tensor;
  /** For each position, which of the distinct rows it is, or -1: [size]. */
  readonly places: Tensor;
  readonly shape: Shape;
  /** Rows that the table must have. */
  readonly tableRows: number;

  /**
   * @param ids whole numbers from 0 to tableRows - 1, in row-major order; -1 is no row: a position that counts as zeros
   * @throws ShapeError for an id outside the table, or ids that do not fill the shape
   */
  constructor(device: Device, ids: ArrayLike<number>, shape: Shape, tableRows: number) {
    if (ids.length !== sizeOf(checkShape('Indices', shape))) {
      throw new ShapeError(`Indices: ${ids.length} ids for ${show(shape)}; must be ${sizeOf(shape)}`);
    }
    this.shape = shape;
    this.tableRows = tableRows;
    const sorted = sortByRow(ids, tableRows);
    const put = (values: Int32Array) => Tensor.from(device, values, [values.length], 'int32');
    this.ids = Tensor.from(device, ids, shape, 'int32');
    this.rows = put(sorted.rows);
    this.order = put(sorted.order);
    this.starts = put(sorted.starts);
    this.places = put(sorted.places);
  }

  dispose(): void {
    for (const tensor of [this.ids, this.rows, this.order, this.starts, this.places]) tensor.dispose();
  }
}

/** A counting sort: linear in positions and table rows, and stable. */
function sortByRow(ids: ArrayLike<number>, tableRows: number) {
  const next = new Int32Array(tableRows);
  for (let n = 0; n < ids.length; n++) {
    const id = ids[n];
    if (!(id >= -1 && id < tableRows && Number.isInteger(id))) {
      throw new ShapeError(
        `Indices: id ${id} at position ${n}; must be a row of the table, 0 to ${tableRows - 1}, or -1 for none`,
      );
    }
    if (id >= 0) next[id]++;
  }
  const rows: number[] = [];
  const starts: number[] = [];
  const placeOf = new Int32Array(tableRows);
  let start = 0;
  for (let row = 0; row < tableRows; row++) {
    const count = next[row];
    next[row] = start;
    if (count === 0) continue;
    placeOf[row] = rows.length;
    rows.push(row);
    starts.push(start);
    start += count;
  }
  starts.push(start);
  const order = new Int32Array(start);
  const places = new Int32Array(ids.length).fill(-1);
  for (let n = 0; n < ids.length; n++) {
    if (ids[n] < 0) continue;
    order[next[ids[n]]++] = n;
    places[n] = placeOf[ids[n]];
  }
  return { rows: Int32Array.from(rows), starts: Int32Array.from(starts), order, places };
}
