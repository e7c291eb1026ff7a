import type { Inspection, Suspicion } from '../corpus/inspection.js';
import { asName } from './outsideText.js';

/** The suspicions in the order to show, and what each is called. */
export const suspicions: Readonly<Record<Suspicion, string>> = {
  markup: 'Markup and links',
  rating: 'Ratings',
  number: 'Numbers',
  punctuation: 'Punctuation',
  name: 'Names',
  neighbours: 'Words that their neighbours contradict',
};

/** Where the texts came from: 'imdb, test, a sample drawn with seed 1'. */
export function sourceOf({ dataset, split, limit, seed }: Inspection): string {
  const sample = limit === null ? '' : `, a sample of at most ${limit}`;
  const drawn = seed === null ? '' : `, drawn with seed ${seed}`;
  return `${asName(dataset)}${split === null ? '' : `, ${asName(split)}`}${sample}${drawn}`;
}

/** How right and how sure the model is, in a sentence or two. */
export function verdictOf({ examples, accuracy, calibration, errors, suspicious }: Inspection): string {
  if (examples === 0 || accuracy === null) return 'There are no texts to look at.';
  const sure = calibration.bins.reduce((sum, { count, confidence }) => sum + count * (confidence ?? 0), 0) / examples;
  const gap = sure - accuracy;
  const judged =
    Math.abs(gap) < 0.02 ? 'as sure as it is right' : gap > 0 ? 'surer than it is right' : 'less sure than it is right';
  const [worst] = errors;
  const error = worst ? ` Its most confident error is ${asName(worst.name)}.` : '';
  const words =
    suspicious.length === 1 ? ' One word looks suspicious.' : ` ${suspicious.length || 'No'} words look suspicious.`;
  return `The model is right on ${percent(accuracy)} and ${judged}: it gives its verdicts ${percent(sure)} on average.${error}${words}`;
}

/** A share in percent; of a probability see `chance`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function figure(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(4);
}
