import { explain } from '@textcam/gradcam';
import type { Classifier } from '@textcam/text';
import type { PinnedNews } from '../../protocol/trainCalls.js';
import { explainedOf } from '../shown.js';

/** Milliseconds between two explanations of the pinned text, and how little of the time they may take together. */
const [every, share] = [250, 0.1];
/** The first explanation on a GPU takes long, since it is compiled: the next ones need not wait for that. */
const longest = 5000;

/** Explains the pinned text by the classifier as it learns, now and then. */
export class Pinned {
  #text: string | undefined;
  #next = 0;

  constructor(private readonly tell: (news: PinnedNews) => void) {}

  async explainNowAndThen(classifier: Classifier, text: string, steps: number): Promise<void> {
    if (text !== this.#text || performance.now() >= this.#next) await this.explain(classifier, text, steps);
  }

  async explain(classifier: Classifier, text: string, steps: number): Promise<void> {
    const started = performance.now();
    const explanation = await explain(classifier, text);
    const took = performance.now() - started;
    this.#text = text;
    this.#next = performance.now() + Math.min(longest, Math.max(every, took / share));
    this.tell({ text, steps, explained: explainedOf(explanation, took) });
  }
}
