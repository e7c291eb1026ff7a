import { predictedClasses, TextCnn } from '@textcam/nn';
import { createRandom, type Device, Indices, scope, Tensor } from '@textcam/tensor';
import { type Batch, makeBatch } from './batches.js';
import { gapOf, type ModelInput, modelInput } from './modelInput.js';
import { networkOptionsOf } from './networkOptions.js';
import { Ngrams } from './ngrams.js';
import type { Preset } from './presets.js';
import { createTokenizer, type Token, type Tokenize } from './tokens.js';
import { type HostTensors, putState } from './trainingState.js';
import type { Vocabulary } from './vocabulary.js';

/** How a classifier came to be: what a reader needs to judge its figures, and to train it again. */
export interface Provenance {
  dataset: string;
  seed: number;
  /** Where the first word vectors came from: 'none', or a name. */
  vectors: string;
  epochs: number;
  batchSize: number;
  learningRate: number;
  limit?: number;
  examples: number;
  /** What the logits were divided by, so that probabilities hold on the part held back. */
  temperature?: number;
}

/** A text as the model takes it, and the way back: `firsts` and `lasts` are places in `positions`, the tokens that the model sees. */
export interface EncodedText extends ModelInput {
  tokens: Token[];
  positions: Int32Array;
}

/** What the model says of one text. */
export interface Prediction {
  label: string;
  /** One per label, in the order of the labels; they sum to 1. */
  probabilities: number[];
  /** Before softmax. */
  logits: number[];
}

export interface ClassifierParts {
  device: Device;
  preset: Preset;
  labels: readonly string[];
  vocabulary: Vocabulary;
  /** None when left out. */
  ngrams?: Ngrams;
  network: TextCnn;
  provenance: Provenance;
}

/** A tokenizer, a vocabulary, a network and labels: all it takes to get from a text to a class. */
export class Classifier {
  readonly device: Device;
  readonly preset: Preset;
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly ngrams: Ngrams;
  readonly network: TextCnn;
  readonly provenance: Provenance;
  private tokenize: Tokenize | undefined;

  constructor(parts: ClassifierParts) {
    this.device = parts.device;
    this.preset = parts.preset;
    this.labels = parts.labels;
    this.vocabulary = parts.vocabulary;
    this.ngrams = parts.ngrams ?? Ngrams.none(parts.vocabulary.size);
    this.network = parts.network;
    this.provenance = parts.provenance;
  }

  /** Rows of the embedding: the vocabulary's, then those of the n-grams. */
  get rows(): number {
    return this.vocabulary.size + this.ngrams.size;
  }

  /** What a row of the embedding stands for: a word, or the words of an n-gram with blanks between. */
  rowName(row: number): string {
    const { words, size } = this.vocabulary;
    return row < size ? words[row] : Array.from(this.ngrams.wordsOf(row - size), (word) => words[word]).join(' ');
  }

  /** A text's words, as vocabulary entries, as the network takes them: with the n-grams in them. */
  inputOf(words: Int32Array): ModelInput {
    return modelInput(words, this.ngrams, gapOf(this.preset.branches));
  }

  /** The tokens of a text, and the rows of what the model sees of it. */
  encode(text: string): EncodedText {
    // Loading the language model takes longer than a prediction: only when a text comes.
    this.tokenize ??= createTokenizer(this.preset);
    const tokens = this.tokenize(text);
    const positions = Int32Array.from(tokens.keys()).filter((n) => tokens[n].leftOut === undefined);
    const words = positions.map((n) => this.vocabulary.idOf(tokens[n].lemma));
    return { tokens, positions, ...this.inputOf(words) };
  }

  /**
   * A prediction for each text, each as if it were alone: unlike in the article, a text's neighbours in a batch do not matter. A text of
   * which the model sees nothing gets what the biases alone say.
   */
  async predict(texts: readonly string[]): Promise<Prediction[]> {
    const predictions: Prediction[] = [];
    // In pieces: side by side, a file's worth of texts would need gigabytes.
    for (let first = 0; first < texts.length; first += this.preset.batchSize) {
      const some = texts.slice(first, first + this.preset.batchSize);
      const examples = some.map((text) => ({ ids: this.encode(text).ids, label: 0 }));
      predictions.push(...(await this.predictBatch(makeBatch(examples, -1))));
    }
    return predictions;
  }

  /** A prediction for each row of a batch. Rows padded with -1 count their real length alone; padding with 0 is seen, as in the article. */
  async predictBatch(batch: Batch): Promise<Prediction[]> {
    const outputs = scope(() => this.network.forward(this.place(batch)).logits);
    const values = await outputs.read();
    outputs.dispose();
    const classes = this.labels.length;
    return Array.from({ length: batch.shape[0] }, (_, n) =>
      this.predictionOf([...values.subarray(n * classes, (n + 1) * classes)]),
    );
  }

  /** What logits, one per label, say. */
  predictionOf(logits: number[]): Prediction {
    const [predicted] = predictedClasses(logits, this.labels.length);
    return { label: this.labels[predicted], probabilities: probabilitiesOf(logits), logits };
  }

  /** The batch on the device, as the network takes it. */
  place({ ids, shape, lengths }: Batch): { indices: Indices; lengths?: Tensor } {
    const indices = new Indices(this.device, ids, shape, this.rows);
    const padded = ids.includes(-1);
    return padded ? { indices, lengths: Tensor.from(this.device, lengths, [shape[0]], 'int32') } : { indices };
  }

  /** The same classifier on another device, with these values for its parameters. This one is left as it is: its device may be gone. */
  on(device: Device, values: HostTensors): Classifier {
    const { preset, labels, vocabulary, ngrams, provenance, rows } = this;
    const settings = networkOptionsOf(preset, { rows, classes: labels.length });
    // Nothing is drawn for the table: in a second, three million numbers that would be overwritten.
    const embeddingValues = new Float32Array(settings.rows * settings.dimensions);
    const network = new TextCnn({ ...settings, embeddingValues }, device, createRandom(0));
    putState(values, network.parameters());
    return new Classifier({ device, preset, labels, vocabulary, ngrams, network, provenance });
  }

  /** Frees the network's memory on the device. */
  dispose(): void {
    for (const tensor of Object.values({ ...this.network.parameters(), ...this.network.state() })) tensor.dispose();
  }
}

/** Softmax in float64 on the host: in float32 confident predictions would tie. */
function probabilitiesOf(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
