import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextCnn } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import type { PlainText } from './reference/plainMethods.js';
import type { PlainNetwork } from './reference/plainNetwork.js';

/** Weights that come with values of an independent implementation, as its file lays them out: channels before time. */
interface Reference {
  about: { convs: { name: string; pad: number }[] };
  input: { ids: number[][]; lengths: number[] };
  weights: Record<string, unknown>;
}

/** The folder that TEXTCAM_DATA names, or that of shared data beside the repository. */
export const dataFolder =
  process.env.TEXTCAM_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

export const referenceFile = join(dataFolder, '../reference/textcnn.json');

/** The network of the file and its padded texts; undefined without the file. */
export function referenceNetwork(): { plain: PlainNetwork; texts: PlainText[] } | undefined {
  if (!existsSync(referenceFile)) return undefined;
  const { about, input, weights }: Reference = JSON.parse(readFileSync(referenceFile, 'utf8'));
  const vector = (name: string) => weights[name] as number[];
  const rows = (name: string) => weights[name] as number[][];
  const cube = (name: string) => weights[name] as number[][][];
  return {
    plain: {
      table: rows('embedding.weight'),
      branches: about.convs.map(({ name, pad }) => ({
        padding: pad,
        // There [filter][dimension][tap].
        weight: cube(`${name}.weight`).map((filter) => filter[0].map((_, tap) => filter.map((taps) => taps[tap]))),
        bias: vector(`${name}.bias`),
      })),
      activation: 'none',
      pooling: 'mean',
      dense: rows('dense.weight'),
      denseBias: vector('dense.bias'),
    },
    texts: input.ids.map((ids, n) => ({ ids, length: input.lengths[n] })),
  };
}

/** The plain network as ours. */
export function textCnnOf({ table, branches, dense, denseBias }: PlainNetwork, device: Device): TextCnn {
  const sizes = branches.map(({ weight, padding }) => ({
    filters: weight.length,
    kernelSize: weight[0].length,
    padding,
  }));
  const options = { rows: table.length, dimensions: table[0].length, classes: dense.length, branches: sizes };
  const network = new TextCnn(options, device, createRandom(0));
  network.embedding.weight.write(table.flat());
  network.convolutions.forEach(({ weight, bias }, n) => {
    weight.write(branches[n].weight.flat(2));
    bias.write(branches[n].bias);
  });
  network.dense.weight.write(dense.flat());
  network.dense.bias.write(denseBias);
  return network;
}
