/**
 * The vectors of smallest length that move logits, along the network's directions, as counts say: [rows, dimensions], row-major.
 *
 * A row's logits, each minus their mean, are `scale` times its ratios, as far as the network's directions, each minus their mean, can make
 * them: with two classes, or fewer classes than dimensions, exactly.
 *
 * @param ratiosOf what a row says for each class, of mean 0
 * @param directions [classes][dimensions], see `outputDirections` of @textcam/nn
 */
export function tableOfRatios(
  ratiosOf: (row: number) => readonly number[],
  { rows, directions, scale }: { rows: number; directions: readonly Float64Array[]; scale: number },
): Float32Array {
  const dimensions = directions[0].length;
  const centred = withoutMean(directions);
  const inverse = pseudoInverse(centred);
  const values = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    const ratios = ratiosOf(row);
    for (let d = 0; d < dimensions; d++) {
      values[row * dimensions + d] = scale * ratios.reduce((sum, ratio, of) => sum + ratio * inverse[of][d], 0);
    }
  }
  return values;
}

function withoutMean(directions: readonly Float64Array[]): Float64Array[] {
  const mean = directions[0].map((_, d) => directions.reduce((sum, own) => sum + own[d], 0) / directions.length);
  return directions.map((own) => own.map((value, d) => value - mean[d]));
}

/** Of the directions' span: (G Gᵀ + 11ᵀ)⁻¹ G for directions G that sum to 0, whose products have no inverse without the ones. */
function pseudoInverse(directions: readonly Float64Array[]): Float64Array[] {
  const size = directions.map((own) => own.reduce((sum, value) => sum + value * value, 0)).reduce((a, b) => a + b, 0);
  // Ones of the products' size; a touch more on the diagonal for directions that depend on each other.
  const ones = size / directions.length || 1;
  const matrix = directions.map((a, row) =>
    directions.map((b, column) => dot(a, b) + ones + (row === column ? 1e-9 * ones : 0)),
  );
  return solved(matrix, directions);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, n) => sum + value * b[n], 0);
}

/** The rows X with matrix · X = right, for a symmetric positive matrix, by elimination. */
function solved(matrix: readonly (readonly number[])[], right: readonly Float64Array[]): Float64Array[] {
  const left = matrix.map((row) => [...row]);
  const rows = right.map((row) => Float64Array.from(row));
  left.forEach((pivotRow, pivot) => {
    left.forEach((row, n) => {
      if (n === pivot) return;
      const factor = row[pivot] / pivotRow[pivot];
      row.forEach((_, column) => {
        row[column] -= factor * pivotRow[column];
      });
      rows[n].forEach((_, d) => {
        rows[n][d] -= factor * rows[pivot][d];
      });
    });
  });
  return rows.map((row, n) => row.map((value) => value / left[n][n]));
}
