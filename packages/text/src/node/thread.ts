import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A thread has ended before its work was done. The message is one line for the user. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

interface Waiting<Answer> {
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
}

/** One thread, which answers each question, in the order that it is asked. `work` is what it does, for errors: 'tokenizing'. */
export class Thread<Question, Answer> {
  readonly #worker: Worker;
  readonly #waiting: Waiting<Answer>[] = [];
  #failure: { reason: unknown } | undefined;

  constructor(script: URL, work: string, options: WorkerOptions) {
    this.#worker = new Worker(script, options);
    const end = (what: string) => this.fail(brokenDown(work, what));
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => end(error.message));
    this.#worker.on('exit', (code) => end(`exit code ${code}`));
  }

  ask(question: Question): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      if (this.#failure) reject(this.#failure.reason);
      else this.#waiting.push({ resolve, reject });
    });
    // Of several that fail together, one is waited for.
    answer.catch(() => {});
    this.#worker.postMessage(question);
    return answer;
  }

  /** Rejects all that is asked, now and later; the first reason counts. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure.reason);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

function brokenDown(work: string, what: string): WorkerError {
  return new WorkerError(
    `${work}: a thread ended early (${what.split('\n', 1)[0]}); must go on to the end; free some memory and try again`,
  );
}
