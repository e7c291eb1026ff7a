import { readFileSync } from 'node:fs';
import { CpuDevice } from '@textcam/tensor';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { explain, explainReversal, methods, removals } from '../src/index.js';
import { randomClassifier } from './classifiers.js';

const schema = JSON.parse(readFileSync(new URL('../../../docs/explanation.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(schema);

/** What is wrong with a value after its way through JSON, as a reader of the file meets it. */
function faultsOf(value: unknown): unknown {
  validate(JSON.parse(JSON.stringify(value)));
  return validate.errors;
}

const classifier = randomClassifier(new CpuDevice());
const text = 'The film is not good, a dull zebra<br />plot 👍';

describe('the published schema', () => {
  test.each(methods)('describes explanations by %s', async (method) => {
    expect(faultsOf(await explain(classifier, text, { method }))).toBeNull();
  });

  test('describes n-grams, and refuses one without its two ends', async () => {
    const phrases = randomClassifier(new CpuDevice(), { ngrams: ['film good', 'dull plot'] });
    const explanation = await explain(phrases, text, { method: 'receipt' });
    expect(explanation.ngrams).toHaveLength(1);
    expect(faultsOf(explanation)).toBeNull();
    expect(faultsOf({ ...explanation, ngrams: [{ tokens: [1], relevance: 1 }] })).not.toBeNull();
  });

  test.each(['', 'the', 'zebra'])('describes the explanation of %j', async (some) => {
    expect(faultsOf(await explain(classifier, some))).toBeNull();
    expect(faultsOf(await explain(classifier, some, { method: 'article', className: 'negative' }))).toBeNull();
  });

  test.each(removals)('describes what `textcam explain` adds: a reversal by %s', async (removal) => {
    const reversal = await explainReversal(classifier, text, removal);
    expect(faultsOf({ ...(await explain(classifier, text, { method: 'receipt' })), reversal })).toBeNull();
  });

  test('refuses what is not of this version, or has a property more or less', async () => {
    const explanation = await explain(classifier, text);
    expect(faultsOf({ ...explanation, version: 2 })).not.toBeNull();
    expect(faultsOf({ ...explanation, extra: 1 })).not.toBeNull();
    expect(faultsOf({ ...explanation, spans: undefined })).not.toBeNull();
    expect(faultsOf({ ...explanation, score: Number.NaN })).not.toBeNull();
  });

  test('says of each property what it is', () => {
    for (const { properties } of [schema, ...Object.values<{ properties?: object }>(schema.$defs)]) {
      for (const property of Object.values<{ description?: string }>(properties ?? {})) {
        expect(property.description).toMatch(/\.$/);
      }
    }
  });
});
