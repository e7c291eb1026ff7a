import type { EncodedExample } from './encode.js';

/** In how many texts of each class something occurs: [class][row], and how many texts a class has. */
export interface Presence {
  counts: Int32Array[];
  texts: number[];
}

/** In how many examples of each class each row occurs, once or more. */
export function presenceOf(examples: readonly EncodedExample[], rows: number, classes: number): Presence {
  const presence = emptyPresence(rows, classes);
  const count = presenceCounter(presence);
  for (const { ids, label } of examples) {
    count.text(label);
    for (const row of ids) if (row >= 0) count.row(row);
  }
  return presence;
}

export function emptyPresence(rows: number, classes: number): Presence {
  return {
    counts: Array.from({ length: classes }, () => new Int32Array(rows)),
    texts: new Array<number>(classes).fill(0),
  };
}

/** Counts text by text: first the text's class, then what is in it, each as often as it likes. */
export function presenceCounter({ counts, texts }: Presence): {
  text: (label: number) => void;
  row: (row: number) => void;
} {
  const seenIn = new Int32Array(counts[0].length).fill(-1);
  let number = -1;
  let own = 0;
  return {
    text(label) {
      number += 1;
      own = label;
      texts[label] += 1;
    },
    row(row) {
      if (seenIn[row] === number) return;
      seenIn[row] = number;
      counts[own][row] += 1;
    },
  };
}

/**
 * What the presence of a row says for each class, in nats: the logarithm of the share of the class's texts that have it, one text added with it
 * and one without, minus the mean of these over all classes. So it counts texts, once each, where the paper counts features.
 *
 * @see Wang and Manning 2012, https://aclanthology.org/P12-2018
 */
export function logCountRatios({ counts, texts }: Presence, row: number): number[] {
  const logarithms = counts.map((own, of) => Math.log((own[row] + 1) / (texts[of] + 2)));
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length;
  return logarithms.map((value) => value - mean);
}
