import { describe, expect, test } from 'vitest';
import { type AuditRow, type Metric, metrics } from './auditResult.js';
import { estimateOf, withBest } from './estimates.js';

describe('an estimate', () => {
  test('is over the texts that gave a number, and says how many', () => {
    const estimate = estimateOf([1, Number.NaN, 3], { samples: 50, seed: 1 });
    expect(estimate).toMatchObject({ mean: 2, texts: 2 });
    expect(estimate.low).toBeGreaterThanOrEqual(1);
    expect(estimate.high).toBeLessThanOrEqual(3);
  });

  test('of no number is null, so that it is JSON', () => {
    const nothing = { mean: null, low: null, high: null, texts: 0 };
    expect(estimateOf([Number.NaN], { samples: 50, seed: 1 })).toEqual(nothing);
  });
});

function row(method: AuditRow['method'], means: Partial<Record<Metric, number>>): Omit<AuditRow, 'best'> {
  const estimates = metrics.map((metric) => {
    const mean = means[metric];
    return [metric, mean === undefined ? null : { mean, low: mean, high: mean, texts: 1 }];
  });
  return { method, branch: null, metrics: Object.fromEntries(estimates), randomization: [] };
}

describe('the best', () => {
  const bestOf = (...rows: Omit<AuditRow, 'best'>[]) => withBest(rows).map(({ best }) => best);

  test('is the highest, the lowest or the one nearest to 0, as the metric has it', () => {
    const [first, second] = [
      row('gradcam', { comprehensiveness: 0.5, sufficiency: 0.5, randomization: -0.5 }),
      row('receipt', { comprehensiveness: 0.2, sufficiency: -0.2, randomization: 0.2 }),
    ];
    expect(bestOf(first, second)).toEqual([['comprehensiveness'], ['sufficiency', 'randomization']]);
  });

  test('is shared by those that are equal to three digits', () => {
    const rows = [0.5001, 0.5004, 0.4996, 0.499].map((insertion) => row('gradcam', { insertion }));
    expect(bestOf(...rows).map((best) => best.length)).toEqual([1, 1, 1, 0]);
  });

  test('is never random, nor leaving out by deletion where that is what it is held against', () => {
    const rows = [
      row('random', { tauLoo: 2 }),
      row('occlusion-delete', { tauLoo: 1 }),
      row('receipt', { tauLoo: 0.5 }),
    ];
    expect(bestOf(...rows)).toEqual([[], [], ['tauLoo']]);
  });
});
