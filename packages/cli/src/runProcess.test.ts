import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { presets } from '@textcam/text';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../test/textcam.js';
import { trainInProcess } from './runProcess.js';
import type { Job } from './sweep/trainRun.js';

const job: Job = {
  dataset: { dataset: 'starter' },
  part: { on: 'validation', validation: 0.2 },
  preset: presets.article,
  ...{ vectors: 'none', seed: 1, device: 'cpu' },
};

/** Runs what stands in for a training in a process of its own. */
async function outcomeOf(code: string, signal = new AbortController().signal) {
  const file = join(await temporaryFolder(), 'entry.mjs');
  await writeFile(file, code);
  return trainInProcess(job, { entry: pathToFileURL(file), signal, receive: () => {} });
}

describe('a process that ends early gives its end as the reason', () => {
  test.each([
    ['an exit', 'process.exit(3);', 'its process was ended by exit code 3'],
    ['an error', "throw new Error('broken');", 'its process was ended by exit code 1: Error: broken'],
    ['a signal', "process.kill(process.pid, 'SIGKILL');", 'its process was ended by SIGKILL'],
    [
      'memory that runs out',
      "process.stderr.write('FATAL ERROR: JavaScript heap out of memory\\n', () => process.abort());",
      'its process was ended by SIGABRT: FATAL ERROR: JavaScript heap out of memory',
    ],
    [
      'an end without an answer',
      "process.once('message', () => process.exit(0));",
      'its process was ended by exit code 0',
    ],
  ])('%s', async (_, code, reason) => {
    expect(await outcomeOf(code)).toEqual({ reason });
  });

  test('a file that is not there', async () => {
    const entry = pathToFileURL(join(await temporaryFolder(), 'none.mjs'));
    const { signal } = new AbortController();
    expect(await trainInProcess(job, { entry, signal, receive: () => {} })).toEqual({
      reason: expect.stringMatching(/^its process was ended by exit code 1: Error: Cannot find module /),
    });
  });
});

test('a process that answers is waited for, and what is no number stays one', async () => {
  const code =
    "process.once('message', ({ seed }) => process.send({ result: { seed, auc: NaN } }, undefined, undefined, () => process.disconnect()));";
  expect(await outcomeOf(code)).toEqual({ result: { seed: 1, auc: Number.NaN } });
});

test('a signal ends a process that would go on for ever, however it takes Ctrl-C', async () => {
  const stopping = new AbortController();
  const code = "process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  const outcome = outcomeOf(code, stopping.signal);
  setTimeout(() => stopping.abort('enough'), 200);
  await expect(outcome).rejects.toBe('enough');
});
