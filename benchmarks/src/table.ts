import type { Timing } from './rounds.js';

/** The middle one, or the mean of the two in the middle. Throws RangeError of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median: no values; must be at least one');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row for each system: its median, how many times the first's that is, fastest and slowest step, and how often it was measured. */
export function timingTable(timings: readonly Timing[]): string {
  const reference = median(timings[0].milliseconds);
  const rows = timings.map(({ system, rounds, milliseconds }) => [
    system,
    shown(median(milliseconds)),
    `${shown(median(milliseconds) / reference)} ×`,
    `${shown(Math.min(...milliseconds))} – ${shown(Math.max(...milliseconds))}`,
    `${rounds} × ${milliseconds.length / rounds}`,
  ]);
  return aligned([['system', 'median ms', 'ratio', 'range ms', 'rounds × steps'], ...rows]);
}

/** How the first's median stands to that of each of the others that a goal is set for, in words: a line each. */
export function sharesAndGoals([first, ...others]: readonly Timing[], goals: Readonly<Record<string, number>>): string {
  const lines = others.flatMap(({ system, milliseconds }) => {
    const goal = goals[system];
    if (goal === undefined) return [];
    const ratio = shown(median(milliseconds) / median(first.milliseconds));
    return [`${first.system} takes 1/${ratio} of the time of ${system}; the goal is 1/${goal} at most`];
  });
  return lines.join('\n');
}

/** Three digits. */
export function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return rows.map((row) => `  ${row.map(cell).join('   ')}`).join('\n');
}
