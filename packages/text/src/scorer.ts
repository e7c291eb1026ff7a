import { ProjectedTextCnn, type TextCnnResult } from '@textcam/nn';
import { type Captured, capture, type RecordingMemory, Tensor } from '@textcam/tensor';
import { bucketOf } from './batches.js';
import type { Classifier, Prediction } from './classifier.js';

/** What a classifier says of a text, and the text's own part of what was asked for besides. */
export interface Score {
  prediction: Prediction;
  /** Of each map [batch, positions, width] the rows of this text's windows, row-major. */
  maps: ArrayLike<number>[];
}

/** Work recorded for texts of up to one length, and its inputs. */
interface Recording {
  ids: Tensor;
  lengths: Tensor;
  captured: Captured<{ logits: Tensor; maps: Tensor[] }>;
}

/**
 * Scores many encoded texts. The vocabulary is multiplied with all filters once; then each batch of texts of like length replays what was
 * recorded for its length, on every core. A prediction is that of `Classifier.predict`, bit for bit, whatever texts stand beside it.
 */
export class Scorer {
  private readonly network: ProjectedTextCnn;
  private readonly recordings = new Map<number, Recording>();
  private memory: RecordingMemory | undefined;

  /** @param mapsOf what else to compute from a batch, [batch, positions, width] each, a position for each of a branch's windows or for each token */
  constructor(
    private readonly classifier: Classifier,
    private readonly mapsOf: (result: TextCnnResult) => Tensor[] = () => [],
  ) {
    this.network = new ProjectedTextCnn(classifier.network);
  }

  /** The scores, in the order of the texts. */
  async score(texts: readonly Int32Array[]): Promise<Score[]> {
    const { batchSize } = this.classifier.preset;
    // Texts of like length side by side: little has to be filled up.
    const order = [...texts.keys()].sort((a, b) => texts[a].length - texts[b].length);
    const scores = new Array<Score>(texts.length);
    for (let first = 0; first < order.length; first += batchSize) {
      const places = order.slice(first, first + batchSize);
      const batch = await this.scoreBatch(places.map((place) => texts[place]));
      places.forEach((place, n) => {
        scores[place] = batch[n];
      });
    }
    return scores;
  }

  private async scoreBatch(texts: readonly Int32Array[]): Promise<Score[]> {
    const { batchSize } = this.classifier.preset;
    const time = bucketOf(Math.max(...texts.map((ids) => ids.length)));
    const { ids, lengths, captured } = this.recordingFor(time);
    const all = new Int32Array(batchSize * time).fill(-1);
    texts.forEach((own, n) => {
      all.set(own, n * time);
    });
    const real = new Int32Array(batchSize);
    real.set(texts.map((own) => own.length));
    ids.write(all);
    lengths.write(real);
    captured.replay();
    const { logits, maps } = captured.result;
    const [values, ...mapValues] = await Promise.all([logits, ...maps].map((tensor) => tensor.read()));
    const classes = this.classifier.labels.length;
    return texts.map(({ length }, n) => ({
      prediction: this.classifier.predictionOf([...values.subarray(n * classes, (n + 1) * classes)]),
      maps: maps.map(({ shape: [, positions, width] }, map) => {
        const first = n * positions * width;
        const windows = Math.max(1, length + positions - time);
        return mapValues[map].slice(first, first + windows * width);
      }),
    }));
  }

  private recordingFor(time: number): Recording {
    const known = this.recordings.get(time);
    if (known) return known;
    const { device, preset } = this.classifier;
    const ids = Tensor.allocate(device, [preset.batchSize, time], 'int32');
    const lengths = Tensor.allocate(device, [preset.batchSize], 'int32');
    const work = () => {
      const result = this.network.forward(ids, lengths);
      return { logits: result.logits, maps: this.mapsOf(result) };
    };
    const captured = capture(device, work, this.memory);
    this.memory = captured.memory;
    const recording = { ids, lengths, captured };
    this.recordings.set(time, recording);
    return recording;
  }

  /** Frees all but the classifier. */
  dispose(): void {
    for (const { ids, lengths, captured } of this.recordings.values()) {
      captured.dispose();
      ids.dispose();
      lengths.dispose();
    }
    this.recordings.clear();
    this.network.dispose();
  }
}
