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
    async ask<Name extends Names>(
      call: Name,
      asks: LongCalls[Name]['asks'],
      options: AskOptions<LongCalls[Name]['tells']> = {},
    ) {
      options.signal?.throwIfAborted();
      const id = ++last;
      const answer = answerOf<LongCalls[Name]['answers'], LongCalls[Name]['tells']>(waiting, id, options);
      options.signal?.addEventListener('abort', () => {
        if (waiting.has(id)) send({ abort: id });
        waiting.get(id)?.reject(options.signal?.reason);
        waiting.delete(id);
      });
      send({ id, call, asks });
      return answer;
    },
    close() {
      worker.terminate();
      failAll(new WorkerError('WorkerError', 'The worker was ended.'));
    },
  };
}

/** The answer that will come under this number: the worker answers with what Calls says, since it is checked against the same types. */
function answerOf<Answers, Tells>(
  waiting: Map<number, Waiting>,
  id: number,
  { onTold }: AskOptions<Tells>,
): Promise<Answers> {
  return new Promise<Answers>((resolve, reject) => {
    waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, onTold: onTold as Waiting['onTold'] });
  });
}
