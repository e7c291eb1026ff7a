import { makeBatch } from '@textcam/text';
import { expect, test } from 'vitest';
import { timeInRounds } from './rounds.js';

test('systems alternate, another one begins each round, and in every turn all train on the same batches, the last two of them timed', async () => {
  // Batch n has texts of n + 1 tokens.
  const batches = [1, 2, 3].map((length) => makeBatch([{ ids: new Int32Array(length), label: 0 }], 0));
  const log: string[] = [];
  const entrant = (name: string, rounds: number) => ({
    name,
    rounds,
    training: {
      async step({ shape }: { shape: readonly [number, number] }) {
        log.push(`${name}${shape[1] - 1}`);
        return 0;
      },
      stop() {},
    },
  });
  const timings = await timeInRounds([entrant('a', 2), entrant('b', 2), entrant('c', 1)], batches);
  // Round 0: a b c. Round 1 begins with b; c has no rounds left.
  expect(log.join(' ')).toBe('a0 a1 a2 a0 b0 b1 b2 b0 c0 c1 c2 c0 b1 b2 b0 b1 a1 a2 a0 a1');
  expect(timings.map(({ system, rounds, milliseconds }) => [system, rounds, milliseconds.length])).toEqual([
    ['a', 2, 4],
    ['b', 2, 4],
    ['c', 1, 2],
  ]);
});
