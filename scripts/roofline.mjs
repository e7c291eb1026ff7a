// Writes the table of docs/performance.md: what each kernel of one training step of the article's network is given to read and write.
// npm run docs:performance
import { readFileSync, writeFileSync } from 'node:fs';
import { Adam, articleNetwork, TextCnn } from '@textcam/nn';
import { CpuDevice, createRandom, gradients, Indices, scope, softmaxCrossEntropy, Tensor } from '@textcam/tensor';

const page = new URL('../docs/performance.md', import.meta.url);
const [batch, time, dimensions, rows] = [100, 500, 300, 10_003];
/** Real tokens are 28 % of the positions of such a batch; they draw from a vocabulary in which word n is as frequent as 1 / n. */
const realShare = 0.28;

/** A device that notes the size of what each kernel is bound to, each binding once. */
class NotingDevice extends CpuDevice {
  noted = new Map();

  run(kernel, bindings, params) {
    const sizeOf = (names) => names.reduce((sum, name) => sum + bindings[name].size, 0);
    const entry = this.noted.get(kernel.name) ?? { calls: 0, read: 0, written: 0 };
    entry.calls += 1;
    entry.read += 4 * sizeOf(kernel.inputs);
    entry.written += 4 * sizeOf(kernel.outputs);
    this.noted.set(kernel.name, entry);
    super.run(kernel, bindings, params);
  }
}

function idsOf(random) {
  const ids = new Int32Array(batch * time);
  for (let b = 0; b < batch; b++) {
    const length = Math.round(time * realShare * 2 * random());
    // The inverse of the harmonic distribution over the words after the two reserved entries.
    for (let t = 0; t < Math.min(length, time); t++) ids[b * time + t] = 2 + Math.floor((rows - 2) ** random()) - 1;
  }
  return ids;
}

const device = new NotingDevice();
const random = createRandom(1);
const network = new TextCnn({ rows, dimensions, classes: 2, ...articleNetwork }, device, random);
const parameters = network.parameters();
const optimizer = new Adam(parameters);
const indices = new Indices(device, idsOf(random), [batch, time], rows);
const lengths = Tensor.from(device, new Int32Array(batch).fill(time), [batch], 'int32');
const labels = Tensor.from(
  device,
  Int32Array.from({ length: batch }, (_, b) => b % 2),
  [batch],
  'int32',
);
const [distinct] = await indices.counts.read();

device.noted.clear();
scope(() => {
  const loss = softmaxCrossEntropy(network.forward({ indices, lengths }).logits, labels);
  const places = optimizer.gradients;
  const found = gradients(loss, Object.values(parameters), Object.values(places));
  optimizer.step(Object.fromEntries(Object.keys(parameters).map((name, n) => [name, found[n]])));
});

const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(2);
const entries = [...device.noted].sort(([, a], [, b]) => b.read + b.written - a.read - a.written);
const total = entries.reduce((sum, [, { read, written }]) => sum + read + written, 0);
const calls = entries.reduce((sum, [, entry]) => sum + entry.calls, 0);
const table = [
  `Batch ${batch}, ${time} positions, ${dimensions} dimensions, a table of ${rows.toLocaleString('en')} rows of which ${distinct.toLocaleString('en')} occur.`,
  '',
  '| kernel | dispatches | MiB read | MiB written |',
  '| --- | ---: | ---: | ---: |',
  ...entries.map(
    ([name, { calls, read, written }]) => `| ${name} | ${calls} | ${mebibytes(read)} | ${mebibytes(written)} |`,
  ),
  `| **together** | ${calls} | | ${mebibytes(total)} |`,
];
const [before, , after] = readFileSync(page, 'utf8').split(/<!-- (?:table|end) -->/);
writeFileSync(page, `${before}<!-- table -->\n\n${table.join('\n')}\n\n<!-- end -->${after}`);
