/** Milliseconds after which signals, timers and drawing get a turn. */
const airEvery = 50;

/**
 * Runs a generator to its end: `receive` gets the events, the caller the result. Work that never waits would keep a Ctrl-C from being seen, so
 * signals get a turn every 50 ms; an abort is thrown into the generator, which cleans up after itself. Work that stops by itself when a signal
 * is aborted gets none here.
 */
export async function follow<Event, Result>(
  steps: AsyncGenerator<Event, Result>,
  signal: AbortSignal | undefined,
  receive: (event: Event) => void,
): Promise<Result> {
  let aired = performance.now();
  let step = await steps.next();
  while (!step.done) {
    receive(step.value);
    if (performance.now() - aired > airEvery) {
      await new Promise((resolve) => setImmediate(resolve));
      aired = performance.now();
    }
    step = signal?.aborted ? await steps.throw(signal.reason) : await steps.next();
  }
  return step.value;
}

/** What the promise gives, or the signal's reason as soon as it is aborted, for work that knows no signals. */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
