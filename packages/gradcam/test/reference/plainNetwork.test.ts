import { describe, expect, test } from 'vitest';
import { backward, dot, forward, type PlainNetwork, type Rows } from './plainNetwork.js';

/** Numbers between -1 and 1 without a pattern. */
const scattered = (n: number) => Math.sin(12.9898 * (n + 1)) ** 3;

function scatteredNetwork(kind: Pick<PlainNetwork, 'activation' | 'pooling'>): PlainNetwork {
  let drawn = 0;
  const draw = () => scattered(drawn++);
  const rows = (height: number, width: number): Rows =>
    Array.from({ length: height }, () => Array.from({ length: width }, draw));
  const branches = [
    { taps: 1, padding: 0 },
    { taps: 2, padding: 1 },
    { taps: 3, padding: 1 },
  ].map(({ taps, padding }) => ({ padding, weight: [rows(taps, 2), rows(taps, 2)], bias: [draw(), draw()] }));
  return { ...kind, table: [], branches, dense: rows(3, 6), denseBias: [draw(), draw(), draw()] };
}

describe('the plain network that everything is compared with', () => {
  test('does as the article says, in numbers for the head', () => {
    const network: PlainNetwork = {
      table: [],
      activation: 'none',
      pooling: 'mean',
      branches: [{ padding: 1, weight: [[[1], [10]]], bias: [1] }],
      dense: [[1], [-1]],
      denseBias: [0, 0.5],
    };
    // Zeros beside 2 and 3: windows 0 2, 2 3 and 3 0, their mean (21 + 33 + 4) / 3.
    const { features, logits } = forward(network, [[2], [3]]);
    expect(features).toEqual([[[21], [33], [4]]]);
    expect(logits[0]).toBeCloseTo(58 / 3, 12);
    expect(logits[1]).toBeCloseTo(0.5 - 58 / 3, 12);
  });

  test.each([
    { activation: 'none', pooling: 'mean' },
    { activation: 'relu', pooling: 'mean' },
    { activation: 'tanh', pooling: 'max' },
  ] as const)('its gradients are central differences: $activation, $pooling', (kind) => {
    const network = scatteredNetwork(kind);
    const vectors = Array.from({ length: 4 }, (_, n) => [scattered(100 + n), scattered(200 + n)]);
    const direction = [1, -0.5, 0.25];
    const found = backward(network, vectors, direction);
    const slopeOf = (row: number[], place: number) => {
      const at = (value: number) => {
        const before = row[place];
        row[place] = value;
        const score = dot(direction, forward(network, vectors).logits);
        row[place] = before;
        return score;
      };
      return (at(row[place] + 1e-5) - at(row[place] - 1e-5)) / 2e-5;
    };
    vectors.forEach((row, n) => {
      for (const d of row.keys()) expect(found.vectors[n][d]).toBeCloseTo(slopeOf(row, d), 8);
    });
    network.branches.forEach(({ weight, bias }, b) => {
      weight.forEach((filter, k) => {
        filter.forEach((tap, j) => {
          for (const d of tap.keys()) expect(found.weights[b][k][j][d]).toBeCloseTo(slopeOf(tap, d), 8);
        });
        // A bias is added to every position's sum.
        const overTime = found.sums[b].reduce((sum, row) => sum + row[k], 0);
        expect(overTime).toBeCloseTo(slopeOf(bias, k), 8);
      });
    });
  });
});
