import type { Device } from '@textcam/tensor';
import { type Classifier, reserved } from '@textcam/text';
import type { Handlers } from '../protocol/calls.js';
import type { DeviceCalls, DeviceReport, ModelReport, ModelSource } from '../protocol/deviceCalls.js';
import type { Bench } from './bench.js';

/** A classifier's file is a few megabytes; what is larger by far is another file, and would fill the memory. */
const largestModel = 500_000_000;

export function deviceHandlers(bench: Bench): Handlers<keyof DeviceCalls> {
  return {
    open: async (choice) => deviceReport(await bench.open(choice)),
    load: async (source, { tell }) => {
      const { bytes, name } = 'file' in source ? await readFile(source.file) : await fetchModel(source, tell);
      const classifier = await bench.load(bytes, name);
      // Unpacks the language, so that the first text does not wait for it.
      classifier.encode('');
      return modelReport(classifier, name);
    },
    device: async () => deviceReport(await bench.onDevice()),
    measure: async (text) => {
      const { measureSteps } = await import('./measure.js');
      return bench.run((classifier) => measureSteps(classifier, text));
    },
  };
}

interface ModelFile {
  bytes: Uint8Array;
  name: string;
}

async function readFile(file: File): Promise<ModelFile> {
  if (file.size > largestModel) {
    throw new Error(
      `${file.name}: ${Math.round(file.size / 1e6)} MB; a model is at most ${largestModel / 1e6} MB; choose another file`,
    );
  }
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
}

async function fetchModel(
  { address, name, bytes }: Exclude<ModelSource, { file: File }>,
  tell: (share: number) => void,
): Promise<ModelFile> {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok || !response.body) {
    const what = response ? `the server says ${response.status}` : 'the server does not answer';
    throw new Error(`The model ${name}: ${what}; must be there; connect to the network, or drop a model on the page`);
  }
  const reader = response.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let read = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    read += next.value.length;
    tell(Math.min(1, read / bytes));
  }
  return { bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()), name };
}

const mostThreads = 8;

function deviceReport({ name, description, details, memory, counters }: Device): DeviceReport {
  const isolated = globalThis.crossOriginIsolated === true;
  // The readable bodies, where there is no SIMD, run on one thread.
  const threads =
    details.adapter === 'WebAssembly SIMD' && isolated ? Math.min(mostThreads, navigator.hardwareConcurrency) : 1;
  return {
    name,
    description,
    adapter: details.adapter,
    features: details.features,
    threads,
    isolated,
    memory: { buffers: memory.buffers, bytes: 4 * memory.elements },
    dispatches: counters.dispatches,
  };
}

function modelReport(
  { labels, vocabulary, ngrams, preset, provenance, network }: Classifier,
  file: string,
): ModelReport {
  return {
    file,
    labels,
    words: vocabulary.size - reserved.length,
    ngrams: ngrams.size,
    preset,
    training: provenance,
    affine: network.affine,
  };
}
