import type { Calibration } from '@textcam/nn';
import { type Classifier, type Evaluation, evaluationOf, type Prediction } from '@textcam/text';
import { excerptOf } from './excerpt.js';
import type { Inspection, Reliability, Review } from './inspection.js';
import { rocOfClasses } from './rocOfClasses.js';
import { Strongest } from './strongest.js';

/** An example of a data set. */
export interface LabelledText {
  /** Unique. */
  name: string;
  text: string;
  /** Null where it is not known: such a text counts for all but what is right and wrong. */
  label: string | null;
}

/** One that the classifier takes for another class. */
export interface Mistake extends LabelledText {
  label: string;
  probability: number;
}

export type Outcome = Pick<
  Inspection,
  'examples' | 'perClass' | 'accuracy' | 'auc' | 'logLoss' | 'confusion' | 'roc' | 'calibration'
>;

/** Confident ones first; of equally confident ones the first by name, so that the order of the data set does not matter. */
function byConfidence(a: { probability: number; name: string }, b: { probability: number; name: string }): number {
  return b.probability - a.probability || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** Remembers how each text was classified: of a text a few numbers, and how it begins where it is among the most confident of its kind. */
export class OutcomeTally {
  readonly #classes: readonly string[];
  readonly #probabilities: number[][] = [];
  readonly #labels: number[] = [];
  /** [true class][predicted class] */
  readonly #reviews: Strongest<Review>[][];
  readonly #mistakes: Strongest<Mistake>;

  constructor({ labels }: Pick<Classifier, 'labels'>, most: { reviews: number; mistakes: number }) {
    this.#classes = labels;
    this.#reviews = labels.map(() => labels.map(() => new Strongest<Review>(most.reviews, byConfidence)));
    this.#mistakes = new Strongest<Mistake>(most.mistakes, byConfidence);
  }

  /** @param example whose label is one of the classes, or not known: then it does not count */
  add({ label, ...example }: LabelledText, { label: predicted, probabilities }: Prediction): void {
    if (label === null) return;
    const [truth, said] = [label, predicted].map((name) => this.#classes.indexOf(name));
    this.#labels.push(truth);
    this.#probabilities.push(probabilities);
    const probability = probabilities[said];
    this.#reviews[truth][said].add({ name: example.name, excerpt: excerptOf(example.text), probability });
    if (truth !== said) this.#mistakes.add({ ...example, label, probability });
  }

  /** The most confident mistakes, with their texts. */
  mistakes(): Mistake[] {
    return this.#mistakes.items();
  }

  result(): Outcome {
    const classes = this.#classes;
    const evaluation = evaluationOf(classes.length, this.#probabilities, this.#labels);
    return {
      examples: evaluation.examples,
      perClass: evaluation.confusion.map((row) => row.reduce((sum, count) => sum + count, 0)),
      ...finiteFigures(evaluation),
      confusion: evaluation.confusion.map((row, truth) =>
        row.map((count, said) => ({ count, reviews: this.#reviews[truth][said].items() })),
      ),
      roc: rocOfClasses(evaluation.roc, classes),
      calibration: reliabilityOf(evaluation.calibration),
    };
  }
}

function reliabilityOf({ expectedCalibrationError, bins }: Calibration): Reliability {
  return {
    expectedCalibrationError: orNull(expectedCalibrationError),
    bins: bins.map((bin) => ({ ...bin, confidence: orNull(bin.confidence), accuracy: orNull(bin.accuracy) })),
  };
}

function finiteFigures({ accuracy, auc, logLoss }: Evaluation): Pick<Inspection, 'accuracy' | 'auc' | 'logLoss'> {
  return { accuracy: orNull(accuracy), auc: orNull(auc), logLoss: orNull(logLoss) };
}

/** JSON has no NaN: what is not defined is null. */
function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
