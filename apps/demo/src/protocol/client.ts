import type { ToPage, ToWorker } from './call.js';
import type { CallName, Calls, LongCalls } from './calls.js';

/** What the worker could not do, in a sentence. */
export class WorkerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export interface AskOptions<Tells> {
  /** Aborted: the answer is not waited for any more, and the worker may leave off. */
  signal?: AbortSignal;
  onTold?: (told: Tells) => void;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
  onTold: ((told: unknown) => void) | undefined;
}

/** The page's end of a worker that answers these calls. */
export interface Connection<Names extends CallName = keyof Calls> {
  ask<Name extends Names>(
    call: Name,
    asks: LongCalls[Name]['asks'],
    options?: AskOptions<LongCalls[Name]['tells']>,
  ): Promise<LongCalls[Name]['answers']>;
  /** Ends the worker; what is still asked fails. */
  close(): void;
}

/** Questions to a worker, each by its number. `onNotice` gets what it says unasked; one that it says of itself, when it breaks down. */
export function connect<Names extends CallName>(worker: Worker, onNotice: (notice: string) => void): Connection<Names> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const send = (message: ToWorker) => worker.postMessage(message);
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
    if ('notice' in data) return onNotice(data.notice);
    const asked = waiting.get(data.id);
    if ('told' in data) return asked?.onTold?.(data.told);
    waiting.delete(data.id);
    if ('failed' in data) asked?.reject(new WorkerError(data.failed.name, data.failed.message));
    else asked?.resolve(data.answer);
  };
  worker.onerror = ({ message }) => {
    const what = `The worker that computes could not run: ${message || 'its script did not load'}; reload the page`;
    failAll(new WorkerError('WorkerError', what));
    onNotice(what);
  };
  return {
    ask: (call, asks, { signal, onTold } = {}) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = ++last;
        // The worker answers with what Calls says: it is checked against the same types.
        const answered = resolve as (answer: unknown) => void;
        waiting.set(id, { resolve: answered, reject, onTold: onTold as Waiting['onTold'] });
        signal?.addEventListener('abort', () => {
          if (!waiting.delete(id)) return;
          send({ abort: id });
          reject(signal.reason);
        });
        send({ id, call, asks });
      }),
    close() {
      worker.terminate();
      failAll(new WorkerError('WorkerError', 'The worker was ended.'));
    },
  };
}
