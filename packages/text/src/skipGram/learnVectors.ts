import { createRandom } from '@textcam/tensor';
import { DatasetError } from '../examples.js';
import type { Tokenizing } from '../lemmaChunks.js';
import type { WordVectors } from '../vectors.js';
import { chancesToKeep, fillBlock } from './block.js';
import { type Corpus, readCorpus } from './corpus.js';
import { fastRandom } from './fastRandom.js';
import { aliasTable, negativeWeights } from './negatives.js';
import type { Course, Task } from './pairs.js';
import { createTables, type Tables, vectorOf } from './tables.js';
import type { TextCollection } from './textCollection.js';

export interface SkipGramSettings {
  dimensions: number;
  /** Times to go through the texts. */
  epochs: number;
  /** Words on either side that may count as context; how many do is drawn for each word. */
  window: number;
  /** Words drawn at random for each pair of words that stand near each other. */
  negative: number;
  /** Words that occur less often get no vector. */
  minimumCount: number;
  /** A whole number. The same texts and settings give the same vectors, bit for bit, whatever the number of threads. */
  seed: number;
}

/** How much has been read, in texts, or learned from, in words of all epochs; the end of a text counts as one. */
export interface VectorsProgress {
  type: 'texts' | 'words';
  done: number;
  total: number;
}

/** What learns tasks on these tables, in whatever threads: those of one call may run side by side, in any order. */
export type StartLearning = (tables: Tables, course: Course) => Learning;

export interface Learning {
  learn(tasks: readonly Task[]): Promise<void>;
  close(): Promise<void>;
}

export interface LearnVectorsOptions {
  texts: TextCollection;
  settings: SkipGramSettings;
  tokenizing: Tokenizing;
  start: StartLearning;
}

/** Streams of the seed, one for each use of randomness. */
const randomStreams = { initialize: 1, learn: 2 } as const;

const learningRate = 0.025;
const lowestRate = learningRate * 1e-4;

/** Places of the texts that are learned from between two moments when all threads wait for each other: some 300 ms of work. */
const placesInBlock = 250_000;

/** Fewer words in a part would leave too few to draw negatives from. More parts than eight threads have no use for. */
const wordsInPart = 500;
const mostParts = 8;

/**
 * Learns word vectors by skip-gram with negative sampling. Yields progress and returns the vectors, the most frequent word first. Words are
 * lemmas as `createTokenizer` makes them, stop words and punctuation among them.
 *
 * Nothing that two threads do at a time touches the same vector: words are dealt out to parts, and while one thread learns the pairs of input
 * part a and output part b, the others have neither. So the result depends on no thread, and no update is lost or stale.
 *
 * @throws DatasetError for texts of fewer than two words that occur often enough; VectorsError when there is no memory for the vectors
 * @see Mikolov et al. 2013, "Distributed representations of words and phrases and their compositionality", and word2vec.c; for the parts
 * Gemulla et al. 2011, "Large-scale matrix factorization with distributed stochastic gradient descent"
 */
export async function* learnVectors(options: LearnVectorsOptions): AsyncGenerator<VectorsProgress, WordVectors> {
  const { settings, start } = options;
  const corpus = yield* readTexts(options);
  const { words, counts } = corpus;
  const parts = Math.max(1, Math.min(mostParts, Math.floor(words.length / wordsInPart)));
  const { dimensions, seed, negative } = settings;
  const room = { dimensions, rooms: parts, targets: 1 + negative };
  const tables = createTables(words.length, room, createRandom(seed, randomStreams.initialize));
  const weights = negativeWeights(counts);
  const negatives = Array.from({ length: parts }, (_, part) =>
    aliasTable(weights.filter((_, n) => n % parts === part)),
  );
  const places = Math.min(corpus.texts.length, placesInBlock);
  const course = {
    block: { words: sharedNumbers(places), reaches: sharedNumbers(places) },
    parts,
    negatives,
    negative,
  };
  const learning = start(tables, course);
  try {
    yield* learnBlocks(corpus, settings, course, learning);
  } finally {
    await learning.close();
  }
  return { dimensions, rows: new Map(words.map((word, n) => [word, vectorOf(tables, n, dimensions)])) };
}

async function* readTexts({
  texts,
  settings,
  tokenizing,
}: LearnVectorsOptions): AsyncGenerator<VectorsProgress, Corpus> {
  const total = await texts.count();
  const chunks = tokenizing({ maximumLength: 1, everyToken: true })(texts.read());
  const reading = readCorpus(chunks, settings.minimumCount);
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) yield { type: 'texts', done: step.value, total };
  const { words } = step.value;
  if (words.length >= 2) return step.value;
  throw new DatasetError(
    `${texts.name}: has ${words.length === 0 ? 'no word that occurs' : 'one word that occurs'} ${settings.minimumCount} times or more; ` +
      'there must be two to learn from; add texts, or lower --minimum-count',
  );
}

async function* learnBlocks(
  { texts, counts }: Corpus,
  { epochs, window, seed }: SkipGramSettings,
  course: Course,
  learning: Learning,
): AsyncGenerator<VectorsProgress> {
  const random = createRandom(seed, randomStreams.learn);
  const bits = () => Math.floor(random() * 2 ** 32);
  const chances = chancesToKeep(counts);
  const total = epochs * texts.length;
  const { block, parts } = course;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let from = 0; from < texts.length; from += block.words.length) {
      const stretch = texts.subarray(from, from + block.words.length);
      const length = fillBlock(block, stretch, { chances, window, random: fastRandom(bits()) });
      const before = epoch * texts.length + from;
      const rate = Math.max(lowestRate, learningRate * (1 - before / total));
      for (let shift = 0; shift < parts; shift++) {
        const tasks = Array.from({ length: parts }, (_, inputPart) => {
          return { inputPart, outputPart: (inputPart + shift) % parts, length, rate, seed: bits() };
        });
        await learning.learn(tasks);
        yield { type: 'words', done: before + Math.round((stretch.length * (shift + 1)) / parts), total };
      }
    }
  }
}

function sharedNumbers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
