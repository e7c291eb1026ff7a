import { describe, expect, test } from 'vitest';
import { type Element, elementsOf } from '../../test/elements.js';
import { hostileTexts } from '../../test/explanations.js';
import { emptySweep, hostileSweep, sweepReport } from '../../test/sweeps.js';
import { renderSweepReport } from './sweepPage.js';
import type { SweepReport } from './sweepReport.js';

const pageOf = async (report: SweepReport) => elementsOf(await renderSweepReport(report));
const textsOf = (elements: Element[], name: string) =>
  elements.filter((element) => element.name === name).map(({ text }) => text.replace(/\s+/g, ' ').trim());

describe('the report of a sweep', () => {
  test('gives the verdict, what was scored, and how many runs there are', async () => {
    const page = await pageOf(sweepReport);
    expect(textsOf(page, 'p')[0]).toBe(sweepReport.verdict);
    expect(textsOf(page, 'p')[1]).toMatch(
      /^Scored on 20 % of the training part, held back .* the test part was not looked at\./,
    );
    expect(textsOf(page, 'dd')).toEqual(['4', '9 of 12', '3', '5,000']);
  });

  test('has a row for each combination with means, deviations and cost, and one for each failed run', async () => {
    const rows = textsOf(await pageOf(sweepReport), 'tr');
    expect(rows[3]).toBe(
      '3[{filters:32, kernelSize:1, padding:0}]0.0010.8800 ± 0.01000.8000 ± 0.01000.4000 ± 0.01000.0500 ± 0.0100',
    );
    expect(rows[4]).toMatch(/1e\+30––––$/);
    expect(rows.slice(6, 10)).toEqual([
      ...Array(3)
        .fill(0)
        .map((_, n) => `${n + 1}312.31,234,5674.95`),
      '40, 3 failed–––',
    ]);
    expect(rows.filter((row) => row.endsWith('the loss is NaN; must be finite'))).toHaveLength(3);
    expect(rows.slice(-2)).toEqual(['epochs2', 'vectorsnone']);
  });

  test('has a title, and headings in order', async () => {
    const page = await pageOf(sweepReport);
    expect(textsOf(page, 'title')).toEqual(['Sweep of article on starter']);
    expect(page.filter(({ name }) => /^h\d$/.test(name)).map(({ name, text }) => `${name} ${text}`)).toEqual([
      'h1 Sweep of article on starter',
      'h2 Settings that were tried',
      'h2 Spread over seeds',
      'h2 What they cost',
      'h2 Failed runs',
      'h2 Settings that all share',
    ]);
  });

  test('draws a dot for each seed and a mark for each mean', async () => {
    const [chart, ...others] = (await pageOf(sweepReport)).filter(({ attributes }) => attributes.role === 'img');
    expect(others).toEqual([]);
    expect(chart.attributes['aria-label']).toMatch(/^AUC of each seed and their mean, by rank/);
    const page = await renderSweepReport(sweepReport);
    const marksOf = (series: number) => page.match(new RegExp(`ecmeta_series_index="${series}"`, 'g'));
    expect([marksOf(0), marksOf(1)].map((marks) => marks?.length)).toEqual([9, 3]);
  });

  test('says what there is none of', async () => {
    const page = await pageOf(emptySweep);
    expect(textsOf(page, 'p').slice(1)).toEqual([
      expect.stringMatching(/^Scored on the test part/),
      expect.stringMatching(/^By their mean AUC/),
      'There is nothing to show yet.',
      expect.stringMatching(/^By the same ranks/),
      'There are none.',
      'There are none.',
    ]);
    expect(page[0].text).not.toMatch(/NaN|null|undefined/);
  });
});

test('whatever names, values and reasons try, no element is there but our own, and none that loads or runs', async () => {
  const page = await pageOf(hostileSweep(hostileTexts.join(' ')));
  const names = new Set(page.map(({ name }) => name));
  for (const name of ['script', 'img', 'a', 'link', 'iframe', 'form']) expect(names).not.toContain(name);
  const handlers = page
    .flatMap(({ attributes }) => Object.keys(attributes))
    .filter((name) => /^(on|src|href)/i.test(name));
  expect(handlers).toEqual([]);
});
