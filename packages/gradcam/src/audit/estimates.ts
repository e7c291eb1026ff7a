import { bootstrapInterval } from '../faithfulness/bootstrapInterval.js';
import { type AuditRow, type Estimate, type Metric, metricDirections, metrics } from './auditResult.js';

/** The mean of the values that are numbers, with its interval. */
export function estimateOf(values: readonly number[], options: { samples: number; seed: number }): Estimate {
  const numbers = values.filter(Number.isFinite);
  if (numbers.length === 0) return { mean: null, low: null, high: null, texts: 0 };
  return { ...bootstrapInterval(numbers, options), texts: numbers.length };
}

/** The rows with the best of each metric marked. */
export function withBest(rows: readonly Omit<AuditRow, 'best'>[]): AuditRow[] {
  const bests = new Map(metrics.map((metric) => [metric, bestOf(rows, metric)]));
  return rows.map((row) => {
    const best = metrics.filter((metric) => {
      const value = competing(row, metric);
      return value !== undefined && rounded(value) === rounded(bests.get(metric)!);
    });
    return { ...row, best };
  });
}

function bestOf(rows: readonly Omit<AuditRow, 'best'>[], metric: Metric): number {
  const values = rows.map((row) => competing(row, metric)).filter((value) => value !== undefined);
  return metricDirections[metric] === 'higher' ? Math.max(...values) : Math.min(...values);
}

function competing({ method, metrics }: Omit<AuditRow, 'best'>, metric: Metric): number | undefined {
  // Leaving out by deletion is what τ-LOO compares with.
  if (method === 'random' || (metric === 'tauLoo' && method === 'occlusion-delete')) return undefined;
  const mean = metrics[metric]?.mean ?? undefined;
  return mean !== undefined && metricDirections[metric] === 'nearer 0' ? Math.abs(mean) : mean;
}

/** As a table shows it; 0 has one sign. */
function rounded(value: number): number {
  return Math.round(value * 1000) + 0;
}
