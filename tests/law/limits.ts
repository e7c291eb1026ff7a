import type { Manifest } from './manifest.js';
import { isTest, type Source } from './source.js';

/** Files of code, tests aside, with more lines than one reading holds. */
export function filesLongerThan(lines: number, sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .map(({ path, text }) => ({ path, length: text.trimEnd().split('\n').length }))
    .filter(({ length }) => length > lines)
    .map(({ path, length }) => `${path} has ${length} lines; at most ${lines}; split it by thing`);
}

const frameworks =
  /^(@tensorflow\/|@tensorflow-models\/|onnxruntime|@jax-js\/|@huggingface\/|@xenova\/|@mlc-ai\/|@pytorch\/|@webnn\/|brain\.js$|ml5$|synaptic$|neataptic$|convnetjs$|deeplearn$|keras-js$|limdu$|@nlpjs\/|node-nlp$|fasttext|js-pytorch$|tinygrad)/;

/** Dependencies, of any kind, that do our own work: only the benchmarks stand beside them. */
export function machineLearningFrameworks(manifests: readonly Manifest[]): string[] {
  return manifests
    .filter(({ folder }) => folder !== 'benchmarks')
    .flatMap(({ folder, dependencies, devDependencies }) =>
      [...dependencies, ...devDependencies]
        .filter((name) => frameworks.test(name))
        .map((name) => `${folder || 'root'}/package.json depends on ${name}; only benchmarks may`),
    );
}
