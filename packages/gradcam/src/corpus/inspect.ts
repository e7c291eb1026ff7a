import {
  type Classifier,
  type EncodedText,
  encodeAll,
  labelNumber,
  type Prediction,
  type Score,
  Scorer,
  type Tokenizing,
} from '@textcam/text';
import { checkNumbers } from '../checks.js';
import { classMaps } from '../classMaps.js';
import { explain } from '../explain.js';
import { contradictedWords } from './contradictedWords.js';
import { CoverageTally } from './coverageTally.js';
import { FilterTally } from './filterTally.js';
import type { ConfidentError, InspectedData, Inspection } from './inspection.js';
import { type LabelledText, type Mistake, OutcomeTally } from './outcomeTally.js';
import { SpellingTally } from './spellingTally.js';
import { suspiciousWords } from './suspiciousWords.js';
import { tokenRelevance } from './tokenRelevance.js';
import { WordTally } from './wordTally.js';

export interface InspectOptions {
  tokenizing: Tokenizing;
  /** Where the texts come from, for whoever reads the result. */
  data: InspectedData;
  /** Words that occur less often are in no list; a twentieth of the number of texts, but 1 at least and 20 at most, when left out. */
  minimumCount?: number;
  /** How many of the most confident errors to explain; 10 when left out. */
  errors?: number;
}

export interface InspectEvent {
  type: 'inspect';
  /** Texts. */
  done: number;
  /** Of the texts that have come since the last event, in order. */
  predictions: Prediction[];
}

const most = { reviews: 20, words: 20, ngrams: 10, suspicious: 15, coverage: 20 };

/**
 * Looks at what a classifier does on a whole data set, in one pass: how right and how sure it is, by which words, what its filters answer to,
 * which words should not count and do, its most confident errors, and what it does not see. Texts without a label count for all that asks for
 * no truth. Each text is taken alone, without padding, as `explain` does. Texts are not held, but for those of the errors; of each a few
 * numbers are.
 *
 * Throws DatasetError for a label that the classifier does not know, ExplainError when its numbers are not finite, what the texts throw, and
 * what the tokenizing does.
 */
export async function* inspect(
  classifier: Classifier,
  examples: AsyncIterable<LabelledText>,
  { tokenizing, data, minimumCount, errors = 10 }: InspectOptions,
): AsyncGenerator<InspectEvent, Inspection> {
  const tally = new Tally(classifier, errors);
  const waiting: LabelledText[] = [];
  async function* texts() {
    for await (const example of examples) {
      if (example.label !== null) labelNumber(example.label, classifier.labels, example.name);
      waiting.push(example);
      yield example.text;
    }
  }
  const branches = classifier.network.branches.map((_, n) => n + 1);
  const scorer = new Scorer(classifier, (result) => [...classMaps(result, branches), ...result.features]);
  try {
    for await (const { ids, encoded } of encodeAll(classifier, texts(), tokenizing)) {
      const scores = await scorer.score(ids);
      waiting.splice(0, ids.length).forEach((example, n) => {
        tally.add(example, encoded(n), scores[n]);
      });
      yield { type: 'inspect', done: tally.texts, predictions: scores.map(({ prediction }) => prediction) };
    }
  } finally {
    scorer.dispose();
  }
  return { version: 1, ...data, ...(await tally.result(minimumCount)) };
}

/** All that is counted on the way. */
class Tally {
  texts = 0;
  readonly #outcomes: OutcomeTally;
  readonly #words: WordTally;
  readonly #filters: FilterTally;
  readonly #spelling: SpellingTally;
  readonly #coverage: CoverageTally;

  constructor(
    private readonly classifier: Classifier,
    errors: number,
  ) {
    const { vocabulary } = classifier;
    this.#outcomes = new OutcomeTally(classifier, { reviews: most.reviews, mistakes: errors });
    this.#words = new WordTally(classifier);
    this.#filters = new FilterTally(classifier);
    this.#spelling = new SpellingTally(vocabulary.size);
    this.#coverage = new CoverageTally(classifier);
  }

  add(example: LabelledText, encoded: EncodedText, { prediction, maps }: Score): void {
    const { branches } = this.classifier.network;
    checkNumbers(prediction.logits);
    this.texts += 1;
    this.#outcomes.add(example, prediction);
    this.#coverage.add(encoded);
    this.#spelling.add(encoded);
    const { ids } = encoded;
    this.#words.add(ids, tokenRelevance({ logits: prediction.logits, maps }, branches, encoded));
    this.#filters.add(ids, maps.slice(branches.length));
  }

  async result(asked: number | undefined): Promise<Omit<Inspection, 'version' | keyof InspectedData>> {
    const { classifier } = this;
    const classes = [...classifier.labels];
    const minimumCount = asked ?? Math.max(1, Math.min(20, Math.floor(this.texts / 20)));
    const effects = this.#words.effects(minimumCount);
    // What an n-gram is suspected of is to be seen in its words, and its vector has learned apart from theirs.
    const single = new Map([...effects].filter(([row]) => row < classifier.vocabulary.size));
    const table = await classifier.network.embedding.weight.read();
    const { dimensions } = classifier.preset;
    return {
      classes,
      ...this.#outcomes.result(),
      minimumCount,
      words: this.#words.perClass(effects.values(), most.words),
      filters: await this.#filters.result(classifier, { minimumCount: Math.ceil(minimumCount / 4), most: most.ngrams }),
      suspicious: [
        ...suspiciousWords(single, {
          spellingOf: (id) => this.#spelling.of(id),
          minimumCount,
          most: most.suspicious,
          classes,
        }),
        ...contradictedWords(single, { table, dimensions, most: most.suspicious, classes }),
      ],
      errors: await explained(classifier, this.#outcomes.mistakes()),
      coverage: this.#coverage.result(most.coverage),
    };
  }
}

async function explained(classifier: Classifier, mistakes: readonly Mistake[]): Promise<ConfidentError[]> {
  const errors: ConfidentError[] = [];
  for (const { name, label, text } of mistakes) {
    errors.push({ name, label, explanation: await explain(classifier, text) });
  }
  return errors;
}
