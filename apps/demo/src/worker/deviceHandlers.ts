import type { Device } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import type { Handlers } from '../protocol/calls.js';
import type { DeviceCalls, DeviceReport, ModelReport, ModelSource } from '../protocol/deviceCalls.js';
import type { Bench } from './bench.js';

/** A classifier's file is a few megabytes; what is larger by far is another file, and would fill the memory. */
const largestModel = 500_000_000;

export function deviceHandlers(bench: Bench): Handlers<keyof DeviceCalls> {
  return {
    open: async (choice) => deviceReport(await bench.open(choice)),
    load: async (source) => {
      const { bytes, name } = await read(source);
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

async function read(source: ModelSource): Promise<{ bytes: Uint8Array; name: string }> {
  if ('file' in source) {
    const { file } = source;
    if (file.size > largestModel) {
      throw new Error(
        `${file.name}: ${Math.round(file.size / 1e6)} MB; a model is at most ${largestModel / 1e6} MB; choose another file`,
      );
    }
    return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
  }
  const response = await fetch(source.address);
  if (!response.ok)
    throw new Error(
      `${source.name}: the server says ${response.status}; must be there; reload the page, or drop a model on it`,
    );
  return { bytes: new Uint8Array(await response.arrayBuffer()), name: source.name };
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
    words: vocabulary.size,
    ngrams: ngrams.size,
    preset,
    training: provenance,
    affine: network.affine,
  };
}
