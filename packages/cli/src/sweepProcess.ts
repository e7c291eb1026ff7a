import process from 'node:process';
import { failureOf } from './errors.js';
import type { Outcome } from './runProcess.js';
import { type Job, type Phase, trainRun } from './sweep/trainRun.js';

// The other side of runProcess.ts: gets one job, tells how far it is, and answers with what came of it or why it failed.

// Ctrl-C reaches every process of a terminal; it is for the parent to end this one.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

/** Milliseconds between reports: a message for every text would take longer than the text. */
const reportEvery = 100;
let reported = 0;

function report(phase: Phase): void {
  if (performance.now() - reported < reportEvery) return;
  reported = performance.now();
  process.send?.({ phase });
}

process.once('message', async (job: Job) => {
  const outcome = await trainRun(job, report).then(
    (result): Outcome => ({ result }),
    (error): Outcome => ({ reason: failureOf(error).line }),
  );
  process.send?.(outcome, undefined, undefined, () => process.disconnect());
});
