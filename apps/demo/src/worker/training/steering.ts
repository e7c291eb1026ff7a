import type { Steering as Asked } from '../../protocol/trainCalls.js';

/** What the page wants of a training that runs: to wait, to stop, to explain another text. */
export class Steering {
  #paused = false;
  #stopped = false;
  #wake: (() => void) | undefined;

  /** @param pinned the text to explain */
  constructor(public pinned: string) {}

  get paused(): boolean {
    return this.#paused && !this.#stopped;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  steer(asked: Asked): void {
    if ('stop' in asked) this.#stopped = true;
    else if ('pause' in asked) this.#paused = asked.pause;
    else this.pinned = asked.pinned;
    this.#wake?.();
  }

  /** Resolves when the page says something. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Waits while paused. */
  async gate(): Promise<void> {
    while (this.paused) await this.next();
  }
}
