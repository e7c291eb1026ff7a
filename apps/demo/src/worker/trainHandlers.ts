import type { Handlers } from '../protocol/calls.js';
import type { TrainCalls } from '../protocol/trainCalls.js';
import type { Bench } from './bench.js';
import { Steering } from './training/steering.js';

/** Trains one model at a time; when it is done, this worker explains by it. */
export function trainHandlers(bench: Bench): Handlers<keyof TrainCalls> {
  let current: { steering: Steering; stop: AbortController; hasBegun: boolean } | undefined;
  return {
    train: async (asked, { tell, signal }) => {
      const { runTraining } = await import('./training/run.js');
      const stop = new AbortController();
      const steering = new Steering(asked.pinned);
      const running = { steering, stop, hasBegun: false };
      current = running;
      signal.addEventListener('abort', () => stop.abort(signal.reason));
      try {
        const trained = await runTraining(asked, steering, {
          signal: stop.signal,
          tell: (news) => {
            running.hasBegun ||= news.kind === 'pinned';
            tell(news);
          },
        });
        await bench.load(trained.bytes, trained.file);
        return trained;
      } finally {
        current = undefined;
      }
    },
    steer: (asked) => {
      // Before there is a model, there is nothing to end with.
      if ('stop' in asked && current && !current.hasBegun) {
        current.stop.abort(new Error('The training was stopped before its epochs began: there is nothing to keep.'));
      }
      current?.steering.steer(asked);
      return null;
    },
    exampleText: async ({ data, name }, { signal }) => {
      const { textNamed } = await import('./training/data.js');
      return textNamed(data, name, signal);
    },
  };
}
