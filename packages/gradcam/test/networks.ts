import { Conv1d, Dense, Embedding, TextCnn } from '@textcam/nn';
import {
  concat,
  createRandom,
  type Device,
  embedding,
  maxOverTime,
  meansOverTime,
  type Random,
  relu,
  type Tensor,
  tanh,
} from '@textcam/tensor';
import type { ExplainableModel, ModelBatch } from '../src/index.js';
import type { PlainNetwork } from './reference/plainNetwork.js';

/** A convolutional network that can be read out. */
export interface Readable {
  embedding: { weight: Tensor };
  convolutions: readonly { weight: Tensor; bias: Tensor }[];
  branches: readonly { padding: number }[];
  dense: { weight: Tensor; bias: Tensor };
}

export interface NetworkOptions {
  classes?: number;
  branches?: readonly { filters: number; kernelSize: number; padding: number }[];
}

const three = [
  { filters: 4, kernelSize: 1, padding: 0 },
  { filters: 3, kernelSize: 2, padding: 1 },
  { filters: 2, kernelSize: 3, padding: 1 },
];

/** Of ten words, three numbers each; all parameters uniform within ±1, so that a mistake is no small matter. */
export function randomTextCnn(device: Device, { classes = 2, branches = three }: NetworkOptions = {}): TextCnn {
  const random = createRandom(11);
  return scattered(new TextCnn({ rows: 10, dimensions: 3, classes, branches }, device, random), random);
}

/** The same kind of network with an activation, written as a user of the library would: it does not know that it will be explained. */
export class ActivatedCnn implements ExplainableModel {
  readonly embedding: Embedding;
  readonly convolutions: readonly Conv1d[];
  readonly dense: Dense;

  constructor(
    device: Device,
    readonly activation: 'relu' | 'tanh',
    readonly pooling: 'mean' | 'max',
    readonly branches: typeof three,
  ) {
    const random = createRandom(12);
    this.embedding = new Embedding({ rows: 10, dimensions: 3 }, device, random);
    this.convolutions = branches.map(
      ({ filters, kernelSize, padding }) =>
        new Conv1d({ inChannels: 3, outChannels: filters, kernelSize, padding }, device, random),
    );
    const inFeatures = branches.reduce((sum, { filters }) => sum + filters, 0);
    this.dense = new Dense({ inFeatures, outFeatures: 2 }, device, random);
    scattered(this, random);
  }

  forward({ indices, lengths, table = this.embedding.weight }: ModelBatch): { features: Tensor[]; logits: Tensor } {
    const vectors = embedding(table, indices);
    const activate = this.activation === 'relu' ? relu : tanh;
    const features = this.convolutions.map((convolution) => activate(convolution.forward(vectors)));
    const pooled =
      this.pooling === 'mean'
        ? meansOverTime(features, { lengths, time: indices.shape[1] })
        : concat(
            features.map((map) => maxOverTime(map, lengths)),
            1,
          );
    return { features, logits: this.dense.forward(pooled) };
  }
}

/** A network whose every branch has an activation and a mean, and one whose every branch has a maximum: there as many positions as words. */
export function activatedCnns(device: Device): { name: string; network: ActivatedCnn }[] {
  const asMany = [three[0], three[2]];
  return [
    { name: 'relu and mean', network: new ActivatedCnn(device, 'relu', 'mean', three) },
    { name: 'tanh and mean', network: new ActivatedCnn(device, 'tanh', 'mean', three) },
    { name: 'relu and maximum', network: new ActivatedCnn(device, 'relu', 'max', asMany) },
  ];
}

function scattered<Network extends Readable>(network: Network, random: Random): Network {
  for (const { weight, bias } of [...network.convolutions, network.dense]) {
    for (const tensor of [weight, bias]) tensor.write(Array.from({ length: tensor.size }, () => 2 * random() - 1));
  }
  const { weight } = network.embedding;
  weight.write(Array.from({ length: weight.size }, () => 2 * random() - 1));
  return network;
}

/** The same network as plain arrays. */
export async function plainCopy(
  { embedding: { weight: table }, convolutions, branches, dense }: Readable,
  kind: Pick<PlainNetwork, 'activation' | 'pooling'> = { activation: 'none', pooling: 'mean' },
): Promise<PlainNetwork> {
  return {
    ...kind,
    table: inRows(await table.read(), table.shape[1]),
    branches: await Promise.all(
      convolutions.map(async ({ weight, bias }, n) => ({
        padding: branches[n].padding,
        weight: inRows(await weight.read(), weight.shape[1] * weight.shape[2]).map((filter) =>
          inRows(filter, weight.shape[2]),
        ),
        bias: [...(await bias.read())],
      })),
    ),
    dense: inRows(await dense.weight.read(), dense.weight.shape[1]),
    denseBias: [...(await dense.bias.read())],
  };
}

function inRows(values: ArrayLike<number>, width: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / width }, (_, n) => all.slice(n * width, (n + 1) * width));
}
