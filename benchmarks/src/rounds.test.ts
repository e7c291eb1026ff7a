import { makeBatch } from '@textcam/text';
import { expect, test } from 'vitest';
import { timeInRounds } from './rounds.js';

test('systems alternate, another one begins each round, and each trains on the same batches', async () => {
  // Batch n has texts of n + 1 tokens.
  const batches = [1, 2, 3].map((length) => makeBatch([{ ids: new Int32Array(length), label: 0 }], 0));
  const log: string[] = [];
  const entrant = (name: string, rounds: number, steps: number) => ({
    name,
    rounds,
    steps,
    training: {
      async step({ shape }: { shape: readonly [number, number] }) {
        log.push(`${name}${shape[1] - 1}`);
        return 0;
      },
      stop() {},
    },
  });
  const timings = await timeInRounds([entrant('a', 3, 2), entrant('b', 3, 1), entrant('c', 1, 1)], batches);
  // Round 0: a b c. Round 1 begins with b, round 2 with c, which has no rounds left.
  expect(log.join(' ')).toBe('a0 a1 b0 c0 b1 a1 a2 a2 a0 b2');
  expect(timings.map(({ system, rounds, milliseconds }) => [system, rounds, milliseconds.length])).toEqual([
    ['a', 3, 6],
    ['b', 3, 3],
    ['c', 1, 1],
  ]);
});
