import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CpuDevice } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { presets, type TrainEvent, train } from '../src/index.js';
import { openImdb } from '../src/node/index.js';

/** The archive in the folder that TEXTCAM_DATA names, or in the one of shared data beside the repository; undefined without. */
function findArchive(): string | undefined {
  const folders = [process.env.TEXTCAM_DATA, fileURLToPath(new URL('../../../../shared/data', import.meta.url))];
  return folders.map((folder) => `${folder}/aclImdb_v1.tar.gz`).find((path) => existsSync(path));
}

const archive = findArchive();
if (archive === undefined) {
  console.warn('Training on the IMDB reviews is skipped: set TEXTCAM_DATA to a folder that holds aclImdb_v1.tar.gz.');
}

test.runIf(archive !== undefined)('a sample of the IMDB reviews is trained on, in bounded memory', async () => {
  const started = process.memoryUsage.rss();
  let peak = 0;
  const counts = {
    calibrate: 0,
    preprocess: 0,
    step: 0,
    evaluate: 0,
    epoch: 0,
    vectors: 0,
    profile: 0,
    deviceLost: 0,
    classifier: 0,
  } satisfies Record<TrainEvent['type'], number>;
  const training = train({
    dataset: await openImdb(archive),
    preset: { ...presets.article, dimensions: 50 },
    device: new CpuDevice(),
    seed: 1,
    limit: 200,
  });
  let step = await training.next();
  for (; !step.done; step = await training.next()) {
    counts[step.value.type] += 1;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const { classifier, epochs, test } = step.value;
  // 200 texts of each part; batches of 100, two epochs, each evaluated on both parts.
  expect(counts).toEqual({
    calibrate: 0,
    preprocess: 400,
    step: 4,
    evaluate: 8,
    epoch: 2,
    vectors: 0,
    profile: 0,
    deviceLost: 0,
    classifier: 1,
  });
  expect(classifier.labels).toEqual(['negative', 'positive']);
  expect(test.confusion.map((row) => row[0] + row[1])).toEqual([100, 100]);
  expect(test.logLoss).toBeLessThan(0.8);
  expect(epochs[1].trainLoss).toBeLessThan(epochs[0].trainLoss);
  // The network, its moments, 50,000 entries and garbage take some 90 MB.
  expect(peak - started).toBeLessThan(200 * 2 ** 20);
});
