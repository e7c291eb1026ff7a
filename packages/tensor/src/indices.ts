import { alignedOffsets, type Device } from './device.js';
import { checkShape, type Shape, ShapeError, show, sizeOf } from './shape.js';
import { Tensor } from './tensor.js';

/** Occurrences that are summed in one go: a row with more, as padding is, is split so that no sum is much longer than others. */
export const chunkLength = 256;

/**
 * Row numbers into a table, prepared on the host, where they are known, for both directions: the way forward reads `ids` or `places`; the
 * way back sums over `order`, the positions sorted by row, so that every row is one run of it and no two sums meet.
 *
 * Sizes depend on the shape and the table alone, so that a recorded step can be replayed with other ids: `counts` says how much counts.
 */
export class Indices {
  readonly shape: Shape;
  /** Rows that the table must have. */
  readonly tableRows: number;
  /** Distinct rows that there is room for: as many as the table or the positions can give. */
  readonly capacity: number;
  /** Chunks that there is room for. */
  readonly chunkCapacity: number;
  /** int32, of the shape given, as is all else here. */
  readonly ids: Tensor;
  /** How many distinct rows there are, and how many chunks: [2]. */
  readonly counts: Tensor;
  /** The distinct rows, ascending, then 0: [capacity]. */
  readonly rows: Tensor;
  /** For each row of the table, which of the distinct rows it is, or -1: [tableRows]. */
  readonly placeOfRow: Tensor;
  /** For each position, which of the distinct rows it is, or -1: [size]. */
  readonly places: Tensor;
  /** Positions that hold a row, sorted by row, then by position; then 0: [size]. */
  readonly order: Tensor;
  /** Where in `order` each chunk starts; after the last only its end: [chunkCapacity + 1]. */
  readonly chunkStarts: Tensor;
  /** Where each distinct row's chunks start; after the last only their end: [capacity + 1]. */
  readonly rowChunks: Tensor;
  /** All of the above in one memory, so that new ids are one copy to the device. */
  private readonly all: Tensor;
  private readonly host: Int32Array;
  private readonly parts: Record<Part, Int32Array>;

  /**
   * @param ids whole numbers from 0 to tableRows - 1, in row-major order; -1 is no row: a position that counts as zeros
   * @throws ShapeError for an id outside the table, or ids that do not fill the shape
   */
  constructor(device: Device, ids: ArrayLike<number>, shape: Shape, tableRows: number) {
    const size = sizeOf(checkShape('Indices', shape));
    this.shape = shape;
    this.tableRows = tableRows;
    this.capacity = Math.min(size, tableRows);
    this.chunkCapacity = this.capacity + Math.floor(size / chunkLength);
    const sizes: Record<Part, number> = {
      ids: size,
      counts: 2,
      rows: this.capacity,
      placeOfRow: tableRows,
      places: size,
      order: size,
      chunkStarts: this.chunkCapacity + 1,
      rowChunks: this.capacity + 1,
    };
    const { offsets: starts, end } = alignedOffsets(partNames.map((part) => sizes[part]));
    const offsets = partsOf((part) => starts[partNames.indexOf(part)]);
    this.host = new Int32Array(end);
    this.parts = partsOf((part) => this.host.subarray(offsets[part], offsets[part] + sizes[part]));
    this.check(ids);
    this.all = Tensor.allocate(device, [end], 'int32');
    const views = partsOf((part) => this.all.view(part === 'ids' ? shape : [sizes[part]], offsets[part]));
    this.ids = views.ids;
    this.counts = views.counts;
    this.rows = views.rows;
    this.placeOfRow = views.placeOfRow;
    this.places = views.places;
    this.order = views.order;
    this.chunkStarts = views.chunkStarts;
    this.rowChunks = views.rowChunks;
    this.sort(ids);
  }

  /** Puts other ids in their place. Throws ShapeError for an id outside the table, or ids that do not fill the shape; all is then as before. */
  write(ids: ArrayLike<number>): void {
    this.check(ids);
    this.sort(ids);
  }

  dispose(): void {
    for (const tensor of [this.all, ...Object.values(partsOf((part) => this[part]))]) tensor.dispose();
  }

  private check(ids: ArrayLike<number>): void {
    const { shape, tableRows } = this;
    if (ids.length !== sizeOf(shape)) {
      throw new ShapeError(`Indices: ${ids.length} ids for ${show(shape)}; must be ${sizeOf(shape)}`);
    }
    for (let n = 0; n < ids.length; n++) {
      const id = ids[n];
      if (id >= -1 && id < tableRows && Number.isInteger(id)) continue;
      throw new ShapeError(
        `Indices: id ${id} at position ${n}; must be a row of the table, 0 to ${tableRows - 1}, or -1 for none`,
      );
    }
  }

  private sort(ids: ArrayLike<number>): void {
    this.parts.ids.set(ids);
    sortByRow(this.parts);
    this.all.write(this.host);
  }
}

const partNames = ['ids', 'counts', 'rows', 'placeOfRow', 'places', 'order', 'chunkStarts', 'rowChunks'] as const;
type Part = (typeof partNames)[number];

function partsOf<T>(make: (part: Part) => T): Record<Part, T> {
  return Object.fromEntries(partNames.map((part) => [part, make(part)])) as Record<Part, T>;
}

/** A counting sort: linear in positions and table rows, and stable. */
function sortByRow({ ids, counts, rows, placeOfRow, places, order, chunkStarts, rowChunks }: Record<Part, Int32Array>) {
  const next = new Int32Array(placeOfRow.length);
  for (let n = 0; n < ids.length; n++) if (ids[n] >= 0) next[ids[n]]++;

  let [place, chunk, start] = [0, 0, 0];
  for (let row = 0; row < next.length; row++) {
    const count = next[row];
    next[row] = start;
    placeOfRow[row] = count === 0 ? -1 : place;
    if (count === 0) continue;
    rows[place] = row;
    rowChunks[place++] = chunk;
    for (let first = 0; first < count; first += chunkLength) chunkStarts[chunk++] = start + first;
    start += count;
  }
  rows.fill(0, place);
  rowChunks.fill(chunk, place);
  chunkStarts.fill(start, chunk);
  counts[0] = place;
  counts[1] = chunk;

  order.fill(0, start);
  for (let n = 0; n < ids.length; n++) {
    places[n] = ids[n] < 0 ? -1 : placeOfRow[ids[n]];
    if (ids[n] >= 0) order[next[ids[n]]++] = n;
  }
}
