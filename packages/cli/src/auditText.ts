import type { Audit, AuditRow, Estimate, Metric, SelfTest } from '@textcam/gradcam';
import { oneLine } from './errors.js';

// A record, so that the compiler asks for every metric there is.
const headers: Record<Metric, string> = {
  comprehensiveness: 'compreh.↑',
  sufficiency: 'suffic.↓',
  deletion: 'delet.↓',
  insertion: 'insert.↑',
  tauLoo: 'τ-LOO↑',
  maxSensitivity: 'sensit.↓',
  randomization: 'random.→0',
};
const columns = Object.keys(headers) as Metric[];

/** An audit for people: the table of methods and metrics, what they mean, and the self-tests. 100 columns wide. */
export function auditLines(audit: Audit): string[] {
  const { texts, unseen, dataset, seed } = audit;
  const without = unseen > 0 ? `; ${unseen} more left out, of which the model sees nothing` : '';
  return [
    `On ${texts} ${texts === 1 ? 'text' : 'texts'} of ${oneLine(dataset)}, seed ${seed}${without}.`,
    'Means ± half of their 95 % intervals; ↑ more is better, ↓ less, →0 nothing; * the best of a column.',
    '',
    ...tableOf(audit.rows),
    '',
    ...legendOf(audit),
    ...reversedLines(audit),
    ...fewerTexts(audit),
    '',
    'Self-tests: what must be 0 but for rounding, the largest of all texts, and at most.',
    ...selfTestLines(audit.selfTests),
  ];
}

function tableOf(rows: readonly AuditRow[]): string[] {
  const head = ['method', ...columns.map((metric) => `${headers[metric]} `)];
  const cells = rows.map((row) => [nameOf(row), ...columns.map((metric) => cellOf(row, metric))]);
  const widths = head.map((title, n) => Math.max(title.length, ...cells.map((line) => line[n].length)));
  return [head, ...cells].map((line) =>
    line
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n])))
      .join(' ')
      .trimEnd(),
  );
}

/** A method that looks at all there is needs no branch in its name. */
function nameOf({ method, branch }: AuditRow): string {
  return branch === null || branch === 'all' ? method : `${method}, branch ${branch}`;
}

function cellOf({ metrics, best }: AuditRow, metric: Metric): string {
  const estimate = metrics[metric];
  if (estimate === null) return '– ';
  const { mean, low, high } = estimate;
  if (mean === null || low === null || high === null) return 'none ';
  return `${decimal(mean)}±${decimal((high - low) / 2)}${best.includes(metric) ? '*' : ' '}`;
}

/** .123, -.123, 1.234 */
function decimal(value: number): string {
  return value
    .toFixed(3)
    .replace(/^-(?=0\.000$)/, '')
    .replace(/^(-?)0\./, '$1.');
}

function legendOf({ fractions, removals, noise, explainedAgain, randomOrders }: Audit): string[] {
  const shares = fractions.map((fraction) => 100 * fraction);
  const again = `on ${explainedAgain} of the texts`;
  return [
    `compreh.  comprehensiveness: how much the predicted class loses without the top`,
    `          ${shares.join(', ')} % of the words, in the mean (by ${ways[removals.fractions]})`,
    'suffic.   sufficiency: how much it loses when those alone are kept; below 0 it gains (by the same)',
    'delet.    area under its probability as words go, the most important first: it should fall soon',
    'insert.   the same as words come, from none: it should rise soon',
    `          (both by ${ways[removals.curves]})`,
    "τ-LOO     is the order that of leaving out one word at a time? Kendall's τ: 1 the same, -1 reverse;",
    '          occlusion-delete is that itself',
    `sensit.   max-sensitivity: how far the values move, of their own size, at most, when vectors move by`,
    `          ${noise.radius} in every number (${again})`,
    'random.   of a model that forgot all it learned: are the strong words still the same? near 0 when',
    `          the method shows what was learned (Spearman's ρ without signs, ${again})`,
    `random    the floor: the mean of ${randomOrders} random orders`,
    '–         does not apply: random orders have no values, and ids, which these look at, have no noise',
  ];
}

const ways: Record<Audit['removals']['curves'], string> = {
  delete: '`delete`: the text without them',
  zero: '`zero`: vectors of zeros in their place',
  pad: '`pad`: the padding entry in their place',
};

/** On these texts what the article's chart shows first speaks against the class. */
function reversedLines({ reversedByArticle, texts }: Audit): string[] {
  if (reversedByArticle === 0) return [];
  return [`article: the exact reverse order on ${reversedByArticle} of ${texts} texts, where its m is above 0`];
}

/** Where values that are all equal have no order to compare. */
function fewerTexts({ rows, texts, explainedAgain }: Audit): string[] {
  return rows.flatMap((row) =>
    (['tauLoo', 'randomization'] as const).flatMap((metric) => {
      const estimate: Estimate | null = row.metrics[metric];
      const asked = metric === 'tauLoo' ? texts : explainedAgain;
      if (estimate === null || estimate.texts === asked) return [];
      const name = headers[metric].replace(/[↑↓→].*/, '');
      return [
        `${name} of ${nameOf(row)}: over ${estimate.texts} of ${asked} texts; of the others all values are equal`,
      ];
    }),
  );
}

function selfTestLines(tests: readonly SelfTest[]): string[] {
  const width = Math.max(...tests.map(({ name }) => name.length));
  return tests.map(({ name, outcome, residual, tolerance, reason }) => {
    const found =
      residual === null ? `: ${reason}` : `${residual.toExponential(1)}, at most ${tolerance.toExponential()}`;
    return residual === null ? `${outcome}  ${name}${found}` : `${outcome}  ${name.padEnd(width)}  ${found}`;
  });
}

/** One line for those that failed; undefined when none did. */
export function failedSelfTests({ selfTests }: Audit): string | undefined {
  const failed = selfTests.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return undefined;
  const each = failed.map(
    ({ name, residual, tolerance }) => `${name} (${residual?.toExponential(1)}, at most ${tolerance})`,
  );
  return (
    `audit: ${failed.length} of ${selfTests.length} self-tests failed: ${each.join(', ')}; must be 0 but for rounding; ` +
    'its numbers cannot be trusted: try --device cpu, and report it'
  );
}
