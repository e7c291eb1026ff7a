import type { TrainEvent } from '@textcam/text';
import type { Point, TrainingNews } from '../../protocol/trainCalls.js';

/** Milliseconds between two reports: what is drawn more often nobody sees. */
const every = 100;

/** Milliseconds of training over which the speed is measured: less is mostly chance. */
const measuredOver = 150;

const parts = {
  train: 'the texts to learn from',
  validation: 'the texts that choose the epoch',
  test: 'the texts held back',
};

/** Makes few reports of many events. */
export class Reporter {
  /** Steps that are done, of those that are planned. */
  done = 0;
  planned = 0;
  #losses: Point[] = [];
  #lossesInEpoch = 0;
  #examples = 0;
  #milliseconds = 0;
  #examplesBefore = 0;
  #told = 0;

  constructor(
    private readonly epochs: number,
    private readonly tell: (news: TrainingNews) => void,
  ) {}

  /** @param milliseconds what it took until the event came */
  take(event: TrainEvent, milliseconds: number): void {
    if (event.type === 'preprocess') this.work('Reading words', event.done / event.total);
    else if (event.type === 'calibrate') {
      this.work('Learning to fit the temperature, before learning from all texts', event.done / event.total);
    } else if (event.type === 'evaluate') {
      this.work(`Epoch ${this.epoch} of ${this.epochs}: looking at ${parts[event.part]}`, event.done / event.total);
    } else if (event.type === 'step') this.#step(event, milliseconds);
    else if (event.type === 'epoch') this.#epoch(event);
    else if (event.type === 'deviceLost') {
      const how = event.anew ? 'begins anew' : `goes on from step ${event.step} of epoch ${event.epoch + 1}`;
      this.tell({
        kind: 'said',
        sentence: `The GPU was lost, as by a driver that restarts. Training ${how} on ${event.device.description}.`,
      });
    }
  }

  /** Tells what is being done, now and then. */
  work(what: string, share: number | null): void {
    if (!this.#isTime()) return;
    this.flush();
    this.tell({ kind: 'work', what, share });
  }

  /** Tells all that is not told yet. */
  flush(): void {
    this.#told = performance.now();
    const isMeasured = this.#milliseconds >= measuredOver;
    if (this.#losses.length === 0 && !isMeasured) return;
    this.tell({
      kind: 'steps',
      epoch: this.epoch,
      steps: this.done,
      losses: this.#losses,
      examplesPerSecond: isMeasured ? [this.done, (1000 * this.#examples) / this.#milliseconds] : null,
    });
    this.#losses = [];
    if (!isMeasured) return;
    this.#examples = 0;
    this.#milliseconds = 0;
  }

  private get epoch(): number {
    return Math.min(this.epochs, Math.floor(this.done / Math.max(1, this.planned / this.epochs)) + 1);
  }

  #step({ epoch, step, steps, examples, loss }: TrainEvent & { type: 'step' }, milliseconds: number): void {
    this.done = epoch * steps + step;
    this.planned = steps * this.epochs;
    this.#examples += step === 1 ? examples : Math.max(0, examples - this.#examplesBefore);
    this.#examplesBefore = examples;
    this.#milliseconds += milliseconds;
    if (loss !== undefined) this.#loss(loss);
    this.work(`Epoch ${epoch + 1} of ${this.epochs}: learning`, this.done / this.planned);
  }

  #epoch({ type: _, ...summary }: TrainEvent & { type: 'epoch' }): void {
    // Losses are told every 25 steps: a short epoch has its mean alone.
    if (this.#lossesInEpoch === 0) this.#loss(summary.trainLoss);
    this.#lossesInEpoch = 0;
    this.tell({ kind: 'epoch', steps: this.done, summary });
  }

  #loss(loss: number): void {
    this.#losses.push([this.done, loss]);
    this.#lossesInEpoch += 1;
  }

  #isTime(): boolean {
    return performance.now() - this.#told >= every;
  }
}
