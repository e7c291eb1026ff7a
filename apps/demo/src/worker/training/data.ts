import { type Dataset, starterDataset, tableDataset, tableFormatOf } from '@textcam/text';
import type { TrainingData } from '../../protocol/trainCalls.js';
import { bytesOf, refuseLarger, type Watch } from '../tableBytes.js';

/** Texts are streamed, but the numbers of their words are held. */
const mostMegabytes = 400;

/** The data set, named and read as the command does, so that the same seed holds the same texts back. */
export async function openData(data: TrainingData, watch: Watch): Promise<Dataset> {
  if (data.kind === 'starter') {
    const response = await fetch(data.address, { signal: watch.signal });
    if (!response.ok) {
      throw new Error(`The starter corpus: the server says ${response.status}; must be there; reload the page`);
    }
    const file = await response.blob();
    return starterDataset('starter.jsonl', () => bytesOf(file, 'starter.jsonl', watch));
  }
  const { file, ...columns } = data;
  refuseLarger(file, mostMegabytes, 'take a part of it, or train with the command `textcam train`');
  const part = { file: file.name, format: tableFormatOf(file.name), bytes: () => bytesOf(file, file.name, watch) };
  return tableDataset(file.name, [part], columns);
}

/** An example's whole text, by its name. */
export async function textNamed(data: TrainingData, name: string, signal: AbortSignal): Promise<string> {
  const dataset = await openData(data, { signal });
  for await (const example of dataset.read()) if (example.name === name) return example.text;
  throw new Error(`${dataset.name}: has no ${name}; must be as it was when it was trained on; train again`);
}
