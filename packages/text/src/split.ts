import { shuffled } from '@textcam/tensor';
import { byName, DatasetError, type Entry } from './examples.js';

/**
 * The names of the examples to hold back for testing: of each label about `fraction`, but at least one example on
 * either side. The same names and the same random stream give the same part, in whatever order the entries come.
 * Where there are groups, each is held back as a whole or not at all, large or small with the same chance, and a label may get less than its share.
 *
 * @param random the next number of a seeded stream, in [0, 1)
 * @param least of each label, to hold back: with 0, a label of few examples may stay whole, and one of a single example does
 * @throws DatasetError for a label with fewer than two examples, or whose groups all hold too much, when one has to be held back, or a
 * fraction that is not between 0 and 1
 */
export function stratifiedTestPart(
  entries: readonly Entry[],
  { fraction, random, least = 1 }: { fraction: number; random: () => number; least?: 0 | 1 },
): Set<string> {
  if (!(fraction > 0 && fraction < 1)) {
    throw new DatasetError(`test part: a fraction of ${fraction}; must be between 0 and 1, as 0.2`);
  }
  const labels = byLabel(entries);
  const missing = new Map(
    [...labels].map(([label, { length }]) => [label, shareOf(label, length, fraction, least)] as const),
  );
  const names = new Set<string>();
  for (const lot of lotsOf(entries, labels)) {
    for (const n of shuffled(lot.length, random)) {
      if (!fits(lot[n], missing)) continue;
      for (const { name, label } of lot[n]) {
        names.add(name);
        missing.set(label, missing.get(label)! - 1);
      }
    }
  }
  for (const [label, own] of labels)
    if (least === 1 && !own.some(({ name }) => names.has(name))) throw noGroupFits(label);
  return names;
}

/** How many of a label's examples to hold back. */
function shareOf(label: string, examples: number, fraction: number, least: 0 | 1): number {
  if (examples === 1 && least === 1) {
    throw new DatasetError(
      `test part: label ${JSON.stringify(label)} has one example; needs two, one to learn from and one to test with; ` +
        'add examples or remove the label',
    );
  }
  return Math.min(Math.max(Math.round(fraction * examples), least), examples - 1);
}

/** What is drawn from, one lot after the other: all groups, with each entry that has none; without groups, the entries of each label. */
function lotsOf(entries: readonly Entry[], labels: ReadonlyMap<string, Entry[]>): (readonly Entry[])[][] {
  if (entries.every(({ group }) => group === undefined)) {
    return [...labels.values()].map((own) => own.map((entry) => [entry]));
  }
  const groups = new Map<string, Entry[]>();
  const alone: Entry[][] = [];
  for (const entry of [...entries].sort(byName)) {
    const known = entry.group === undefined ? undefined : groups.get(entry.group);
    if (known) known.push(entry);
    else if (entry.group === undefined) alone.push([entry]);
    else groups.set(entry.group, [entry]);
  }
  return [[...groups.values(), ...alone]];
}

/** Is no more of any label in a group than is missing of it? */
function fits(group: readonly Entry[], missing: ReadonlyMap<string, number>): boolean {
  const needed = new Map<string, number>();
  for (const { label } of group) needed.set(label, (needed.get(label) ?? 0) + 1);
  return [...needed].every(([label, count]) => count <= missing.get(label)!);
}

function noGroupFits(label: string): DatasetError {
  return new DatasetError(
    `test part: no group with label ${JSON.stringify(label)} fits into what is held back; one must, beside those of other labels; ` +
      'split the groups or add smaller ones',
  );
}

/**
 * `count` of the entries, sorted by name: of each label the same number, or all it has; what does not divide evenly
 * goes to the labels with more examples. A larger sample from the same random stream contains the smaller one.
 *
 * @param random the next number of a seeded stream, in [0, 1)
 */
export function balancedSample(entries: readonly Entry[], count: number, random: () => number): Entry[] {
  const groups = [...byLabel(entries).values()].sort((a, b) => a.length - b.length);
  const sample: Entry[] = [];
  groups.forEach((group, i) => {
    const share = Math.floor((count - sample.length) / (groups.length - i));
    // Every label is shuffled as a whole, so that the stream is used up alike for every count.
    for (const n of shuffled(group.length, random).subarray(0, share)) sample.push(group[n]!);
  });
  return sample.sort(byName);
}

/** Labels in code-point order, the entries of each in file order: nothing depends on the order they came in. */
function byLabel(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const label of [...new Set(entries.map((entry) => entry.label))].sort()) groups.set(label, []);
  for (const entry of [...entries].sort(byName)) groups.get(entry.label)!.push(entry);
  return groups;
}
