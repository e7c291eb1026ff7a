/**
 * WGSL for kernels with an input `rows`, the distinct rows in ascending order: placeOf(row, count), the place of a table's row among
 * them, or -1 where it does not occur.
 */
export const rowSearch = /* wgsl */ `
  fn placeOf(row: i32, count: i32) -> i32 {
    var low = 0;
    var high = count;
    while (low < high) {
      let middle = (low + high) / 2;
      if (rows[middle] < row) { low = middle + 1; } else { high = middle; }
    }
    if (low < count) { if (rows[low] == row) { return low; } }
    return -1;
  }
`;
