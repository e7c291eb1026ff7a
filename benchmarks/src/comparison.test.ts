import { makeBatch } from '@textcam/text';
import { expect, test } from 'vitest';
import { compare } from './comparison.js';
import { BenchmarkError } from './errors.js';
import type { System } from './system.js';

// Four batches of one text each: batch n has the id n, which is also the loss that systems give.
const batches = [1, 2, 3, 4].map((id) => makeBatch([{ ids: Int32Array.of(id), label: 0 }], 0));

/** A system that gives these losses, and notes what is asked of it. */
function systemOf(name: string, lossOf: (id: number) => number, log: string[]): System {
  return {
    name,
    async start(_, shape) {
      log.push(`${name} starts on ${shape.join(' × ')}`);
      return {
        async step({ ids }) {
          log.push(`${name} ${ids[0]}`);
          return lossOf(ids[0]);
        },
        stop: () => log.push(`${name} stops`),
      };
    },
  };
}

test('each system trains on three batches before any has its turn, of which two steps are timed, and all stop at the end', async () => {
  const log: string[] = [];
  const lines: string[] = [];
  const parts = ['textcam', 'peer'].map((name) => ({ system: systemOf(name, (id) => id, log), rounds: 1 }));
  const timings = await compare({ parts, weights: new Map(), batches, goals: { peer: 12 } }, (line) =>
    lines.push(line),
  );
  expect(log.join(', ')).toBe(
    'textcam starts on 1 × 1, textcam 1, textcam 2, textcam 3, peer starts on 1 × 1, peer 1, peer 2, peer 3, ' +
      'textcam 1, textcam 2, textcam 3, textcam 4, peer 1, peer 2, peer 3, peer 4, textcam stops, peer stops',
  );
  expect(timings.map(({ system, milliseconds }) => [system, milliseconds.length])).toEqual([
    ['textcam', 2],
    ['peer', 2],
  ]);
  expect(lines.join('\n')).toMatch(
    /agree within 0.00001 of them: 1\.0+, 2\.0+, 3\.0+\nIn each turn 2 steps without the clock, then 2 with it[\s\S]*the goal is 1\/12 at most$/,
  );
});

test('systems that compute something else from the third step on are not timed, and stop too', async () => {
  const log: string[] = [];
  const parts = [
    { system: systemOf('textcam', (id) => id, log), rounds: 1 },
    { system: systemOf('peer', (id) => (id === 3 ? 3.1 : id), log), rounds: 1 },
  ];
  const comparing = compare({ parts, weights: new Map(), batches, goals: { peer: 12 } }, () => {});
  await expect(comparing).rejects.toThrow(BenchmarkError);
  expect(log.slice(-3)).toEqual(['peer 3', 'textcam stops', 'peer stops']);
});
