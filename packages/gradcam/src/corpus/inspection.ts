import type { CalibrationBin } from '@textcam/nn';
import type { Explanation } from '../explanation.js';

/** Where the texts came from, as the caller says it. */
export interface InspectedData {
  /** The name of the data set. */
  dataset: string;
  /** Which part of it; null for texts that have no parts. */
  split: string | null;
  /** How many were drawn at most; null for all. */
  limit: number | null;
  /** What the draw was made with; null where nothing was left to chance. */
  seed: number | null;
}

/** What a classifier does on a whole data set, and by which words. JSON as it stands: every number is finite. */
export interface Inspection extends InspectedData {
  version: 1;
  classes: string[];
  examples: number;
  /** Examples of each class. */
  perClass: number[];
  /** Of each text alone, as `explain` sees it, without padding. Null without examples. */
  accuracy: number | null;
  /** One class against the rest, averaged over the classes; null where one class alone occurs. */
  auc: number | null;
  /** Mean of -ln(probability of the true class), in nats. */
  logLoss: number | null;
  /** Rows are true classes, columns predicted ones. */
  confusion: ConfusionCell[][];
  /** With two classes the curve of the second; with more, one per class against the rest. */
  roc: RocOfClass[];
  calibration: Reliability;
  /** Words that occur less often are in no list of words. */
  minimumCount: number;
  words: ClassWords[];
  filters: FilterNgrams[];
  suspicious: SuspiciousWord[];
  errors: ConfidentError[];
  coverage: Coverage;
}

export interface ConfusionCell {
  count: number;
  /** The most confident of them. */
  reviews: Review[];
}

export interface Review {
  name: string;
  /** How it begins, on one line. */
  excerpt: string;
  /** Of the predicted class. */
  probability: number;
}

export interface RocOfClass {
  className: string;
  /** At most 200 of them, ends kept. Empty where one class alone occurs. */
  points: RocMark[];
  /** The points at the thresholds 0.9, 0.8, … 0.1. */
  marks: RocMark[];
}

export interface RocMark {
  /** Texts with at least this probability are called positive; null for the point where none is. */
  threshold: number | null;
  falsePositiveRate: number;
  truePositiveRate: number;
}

/** Whether the classifier is right as often as it is sure, its confidence being the probability of the predicted class. */
export interface Reliability {
  /** How far confidence and accuracy of a bin are apart, on average over the examples; null without examples. */
  expectedCalibrationError: number | null;
  bins: ReliabilityBin[];
}

export interface ReliabilityBin extends Omit<CalibrationBin, 'confidence' | 'accuracy'> {
  /** Mean confidence of the examples, and the share of right answers among them; null in an empty bin. */
  confidence: number | null;
  accuracy: number | null;
}

/**
 * What a word, or an n-gram that the model knows as one, does over the data set: signed Grad-CAM of the margin, all branches together. What an
 * n-gram says is counted as its own, not as that of its words.
 */
export interface WordEffect {
  /** Of an n-gram its words, with blanks between them. */
  word: string;
  /** How often the model saw it. */
  count: number;
  /** Mean relevance toward each class, against the class that comes next to it in each text. */
  means: number[];
  /** The sums of the same. */
  totals: number[];
}

export interface ClassWords {
  className: string;
  /** Where each occurrence says most. */
  byMean: WordEffect[];
  /** Which say most over the whole data set. */
  byTotal: WordEffect[];
}

/** What one filter answers to. */
export interface FilterNgrams {
  /** From 1. */
  branch: number;
  filter: number;
  kernelSize: number;
  /** The class that a high value speaks for, and the weight that it has toward it in the margin over the next class. */
  toward: string;
  weight: number;
  highest: Ngram[];
  /** Without an activation function, low values count as much. */
  lowest: Ngram[];
}

export interface Ngram {
  words: string[];
  count: number;
  /** Depends on the words alone, so that it is the mean too. */
  activation: number;
}

/** neighbours: a word that speaks for a class while the words of nearest vectors speak against it. The others carry much weight and should not. */
export type Suspicion = 'markup' | 'rating' | 'number' | 'punctuation' | 'name' | 'neighbours';

export interface SuspiciousWord extends WordEffect {
  suspicion: Suspicion;
  /** The class that it speaks for. */
  toward: string;
  /** How it was found, in words. */
  why: string;
}

export interface ConfidentError {
  name: string;
  /** The true class. */
  label: string;
  explanation: Explanation;
}

/** How much of the texts the model sees. Shares are of all tokens. */
export interface Coverage {
  tokens: number;
  /** Texts of which the model sees nothing, and those that were clipped. */
  unseenTexts: number;
  clippedTexts: number;
  parts: CoveragePart[];
}

export interface CoveragePart {
  part: 'known' | 'unknown' | 'stop word' | 'clipped' | 'markup';
  count: number;
  share: number;
  /** The most frequent lemmas. */
  words: { word: string; count: number }[];
}
