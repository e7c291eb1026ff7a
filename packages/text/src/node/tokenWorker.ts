import { parentPort, workerData } from 'node:worker_threads';
import { createLemmaReader } from '../lemmaChunks.js';
import { createTokenizer } from '../tokens.js';

// The other side of tokenWorkers.ts: gets lots of texts, and answers each with its lemmas, in the order they came.
const read = createLemmaReader(createTokenizer(workerData), workerData);

parentPort?.on('message', (texts: string[]) => {
  const chunk = read(texts);
  parentPort?.postMessage(chunk, [chunk.lengths.buffer, chunk.numbers.buffer]);
});
