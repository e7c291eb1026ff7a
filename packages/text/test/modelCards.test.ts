import { readdirSync, readFileSync } from 'node:fs';
import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { loadClassifier } from '../src/index.js';
import { shippedFile } from '../src/node/index.js';

const files = readdirSync(shippedFile('models'));
const models = files.filter((file) => file.endsWith('.safetensors')).map((file) => file.replace('.safetensors', ''));

/** The first two cells of a card's rows of tables. */
function rowsOf(card: string): Map<string, string> {
  return new Map([...card.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\|/gm)].map(([, name, value]) => [name, value]));
}

const numberIn = (text: string | undefined) => Number(text?.replaceAll(',', '').match(/[\d.]+/)?.[0]);

test('every model that comes along has its card', () => {
  expect(models).toEqual(['accurate', 'article']);
  expect(files.filter((file) => file.endsWith('.md'))).toEqual(models.map((name) => `${name}.md`));
});

describe.each(models)('the card of %s', (name) => {
  const path = shippedFile(`models/${name}.safetensors`);
  const card = readFileSync(shippedFile(`models/${name}.md`), 'utf8');
  const rows = rowsOf(card);
  const { preset, labels, vocabulary, ngrams, provenance } = loadClassifier(readFileSync(path), path, new CpuDevice());

  test('says what the network is', () => {
    expect(rows.get('Labels')).toBe(labels.join(', '));
    expect(numberIn(rows.get('Words'))).toBe(vocabulary.size - 4);
    expect(numberIn(rows.get('N-grams') ?? '0')).toBe(ngrams.size);
    expect(numberIn(rows.get('Dimensions'))).toBe(preset.dimensions);
    const filters = preset.branches.map(({ filters, kernelSize }) => `${filters} of width ${kernelSize}`);
    expect(rows.get('Filters')).toBe(filters.join(', '));
  });

  test('says how it was trained', () => {
    expect(numberIn(rows.get('Reviews learned from'))).toBe(provenance.examples);
    expect(numberIn(rows.get('Epochs'))).toBe(provenance.epochs);
    expect(numberIn(rows.get('Batch size'))).toBe(provenance.batchSize);
    expect(numberIn(rows.get('Learning rate'))).toBe(provenance.learningRate);
    expect(numberIn(rows.get('Seed'))).toBe(provenance.seed);
    expect(numberIn(rows.get('Running average of weights') ?? '0')).toBe(preset.averaging);
    expect(rows.get('Padding')).toMatch(new RegExp(`^${preset.padding}`));
    expect(card).toContain(`its ${preset.maximumLength.toLocaleString('en')}th token`);
    const { temperature } = provenance;
    expect(card.includes('temperature that fits')).toBe(temperature !== undefined);
    if (temperature !== undefined) expect(card).toContain(`, ${temperature.toFixed(2)}:`);
  });

  test('has an accuracy that is that of the reviews it says are found', () => {
    const [, negative, positive] =
      /reviews ([\d,]+) of 12,500 are found, of the positive ones ([\d,]+)/.exec(card) ?? [];
    const found = numberIn(negative) + numberIn(positive);
    expect(numberIn(rows.get('accuracy'))).toBe(Number((found / 25_000).toFixed(4)));
  });
});
