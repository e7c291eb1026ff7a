import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import * as ops from '../ops/index.js';
import { conformanceCases } from './cases.js';
import { type Check, selfCheck } from './selfCheck.js';
import { ulpAt, worstUlps } from './ulps.js';

async function checksOf(checks: AsyncIterable<Check>): Promise<Check[]> {
  const all: Check[] = [];
  for await (const check of checks) all.push(check);
  return all;
}

describe('units in the last place', () => {
  test('one is the distance to the next float', () => {
    expect(ulpAt(1)).toBe(2 ** -23);
    expect(ulpAt(-8)).toBe(2 ** -20);
    expect(ulpAt(0)).toBe(2 ** -149);
  });

  test('differences are counted in those of the expected value, or of the floor', () => {
    expect(worstUlps([1 + 2 ** -22], [1])).toBe(2);
    expect(worstUlps([2 ** -22], [0], 1)).toBe(2);
    expect(worstUlps([3, Number.NaN], [3, Number.NaN])).toBe(0);
    expect(worstUlps([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
    expect(worstUlps([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY])).toBe(0);
    expect(worstUlps([], [1])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe.each(devices)('the self-check on $name', (device) => {
  test('every op passes, forward and backward', async () => {
    const before = device.memory.buffers;
    const checks = await checksOf(selfCheck(device));
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(checks).toHaveLength(2 * conformanceCases.length);
    expect(device.memory.buffers).toBe(before);
  });

  test('finds an op that is wrong on this device alone', async () => {
    const [add] = conformanceCases;
    const wrong = {
      ...add,
      op: 'wrong',
      apply: ([a, b]: readonly Parameters<typeof ops.add>[0][], on: object) =>
        ops.add(a, on === device ? ops.add(b, 1e-6) : b),
    };
    const [forward] = await checksOf(selfCheck(device, [wrong]));
    expect(forward).toMatchObject({ op: 'wrong', direction: 'forward', passed: false });
    expect(forward.worstError).toBeGreaterThan(1);
  });
});

test('every op is checked, but for fill, which is a constant', () => {
  const checked = new Set(conformanceCases.map(({ op }) => op));
  const missing = Object.keys(ops).filter((name) => !checked.has(name));
  expect(missing).toEqual(['fill']);
});

test('the conformance page has every op with the tolerances of the code', () => {
  const page = readFileSync(new URL('../../../../docs/conformance.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
  for (const { op, ulps } of conformanceCases) expect(page).toContain(`| ${op} | forward | ${ulps[0]} |`);
  for (const { op, ulps } of conformanceCases) expect(page).toContain(`| ${op} | backward | ${ulps[1]} |`);
});
