/**
 * Work on the newest input alone: one at a time, and of those that come meanwhile only the last. The signal is aborted as soon as a newer
 * one is there.
 */
export function newestOnly<Input>(work: (input: Input, signal: AbortSignal) => Promise<void>): (input: Input) => void {
  let next: { input: Input } | undefined;
  let current: AbortController | undefined;
  const run = async () => {
    while (next) {
      const { input } = next;
      next = undefined;
      current = new AbortController();
      await work(input, current.signal);
    }
    current = undefined;
  };
  return (input) => {
    next = { input };
    if (current) current.abort();
    else void run();
  };
}
