import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { conformanceCases } from './conformanceCases.js';
import { specialInputs, specialValues } from './specialValues.js';

const page = readFileSync(new URL('../../../../docs/conformance.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, without its own heading row. */
function tableUnder(heading: string): string[][] {
  const [, section = ''] = page.split(`\n${heading}\n`);
  const [body] = section.split(/\n#+ /);
  const rows = body.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .replaceAll('\\|', '¦')
      .split('|')
      .map((cell) => cell.trim().replaceAll('¦', '\\|')),
  );
}

describe('docs/conformance.md, which `npm run docs:conformance` writes,', () => {
  test('has every op and direction, with the tolerances of the code', () => {
    const stated = tableUnder('## Every op').map(([op, direction, allowed, at, ...rest]) => [
      op,
      direction,
      allowed,
      at,
      rest.at(-1),
    ]);
    const coded = conformanceCases.flatMap(({ op, forward, backward }) => [
      [op, 'forward', forward.formula, forward.unit.says, forward.source],
      ...(backward ? [[op, 'backward', backward.formula, backward.unit.says, backward.source]] : []),
    ]);
    expect(stated).toEqual(coded);
  });

  test('gives a worst error for each of its devices, and none that failed', () => {
    for (const [op, direction, , , ...rest] of tableUnder('## Every op')) {
      for (const error of rest.slice(0, -1))
        expect([op, direction, error]).toEqual([op, direction, expect.stringMatching(/^\d+(\.\d+)?$/)]);
      expect(rest.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe.each(devices)('special values on $description', (device) => {
  const named = tableUnder(`### ${device.details.adapter}`);
  const isNamed = page.includes(`\n### ${device.details.adapter}\n`);

  // Of an adapter that the page does not know, nothing is claimed.
  test.runIf(isNamed)('agree with the reference, or the page names the difference', async () => {
    const differences = (await specialValues(device)).filter(({ agrees }) => !agrees);
    const found = differences.map(({ of, direction, x }) => [of, direction, shown(x)]);
    expect(found, 'npm run docs:conformance').toEqual(named.map((row) => row.slice(0, 3)));
  });

  test('are tried on every op of the kind, forward and backward', async () => {
    const values = await specialValues(device);
    const ops = new Set(values.map(({ op }) => op));
    const kind = [
      'negate',
      'exp',
      'log',
      'sqrt',
      'relu',
      'tanh',
      'sigmoid',
      'add',
      'subtract',
      'multiply',
      'divide',
      'sum',
      'mean',
      'max',
    ];
    expect([...ops]).toEqual(expect.arrayContaining(kind));
    expect(values).toHaveLength(2 * specialInputs.length * new Set(values.map(({ of }) => of)).size);
  });
});

test('on the CPU, special values agree everywhere', async () => {
  expect((await specialValues(devices[0])).filter(({ agrees }) => !agrees)).toEqual([]);
});

/** As the page writes it. */
function shown(x: number): string {
  if (!Number.isFinite(x)) return String(x).replace('Infinity', '∞');
  if (Object.is(x, -0)) return '-0';
  const short = Number(x.toPrecision(3));
  return Math.abs(short) < 1e6 ? String(short) : short.toExponential();
}
