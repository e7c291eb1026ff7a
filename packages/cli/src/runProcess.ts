import { fork } from 'node:child_process';
import { oneLine } from './errors.js';
import type { Job, Phase, RunResult } from './sweep/trainRun.js';

/** What came of a run, or why nothing did. */
export type Outcome = { result: RunResult } | { reason: string };

export interface RunProcessOptions {
  /** What the process runs; it speaks as sweepProcess.ts does. */
  entry?: URL;
  signal: AbortSignal;
  receive: (phase: Phase) => void;
}

/**
 * Trains in a process of its own, so that whatever ends it, memory that runs out among it, ends nothing else: that is an outcome with a reason.
 * Throws the signal's reason when it is aborted; the process is gone by then.
 */
export function trainInProcess(
  job: Job,
  { entry = new URL('./sweepProcess.js', import.meta.url), signal, receive }: RunProcessOptions,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Structured clones, since JSON has no NaN.
    const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    let outcome: Outcome | undefined;
    let said = '';
    child.stderr?.on('data', (text) => {
      said = (said + text).slice(-longestWords);
    });
    child.on('message', (message: Outcome | { phase: Phase }) => {
      if ('phase' in message) return receive(message.phase);
      outcome = message;
    });
    child.on('error', (error) => {
      outcome ??= { reason: `its process could not be started: ${oneLine(error.message)}` };
    });
    child.on('close', (code, ended) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else resolve(outcome ?? { reason: reasonOf(said, ended ?? `exit code ${code}`) });
    });
    // A process that is gone already says so by its end.
    // One for which there were no handles left has no way to be told, and says so by its end as well.
    child.send?.(job, () => {});
  });
}

/** Characters of what a process writes to standard error that are looked at. */
const longestWords = 10_000;

function reasonOf(said: string, ended: string): string {
  const [words] = /^(\w*Error|FATAL ERROR)\b.*$/m.exec(said) ?? [];
  return `its process was ended by ${ended}${words === undefined ? '' : `: ${oneLine(words)}`}`;
}
