import { CheckpointError, readSafetensors, type StoredTensor, writeSafetensors } from '@textcam/nn';
import { CpuDevice } from '@textcam/tensor';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { classifierOf, tinyPreset } from '../test/toys.js';
import { Classifier } from './classifier.js';
import { loadClassifier, saveClassifier } from './savedClassifier.js';

const texts = ['good', 'bad good owl', ''];
const file = 'model.safetensors';

describe.each(devices)('a classifier saved and loaded on $name', (device) => {
  const classifier = classifierOf(device);

  test('in F32 predicts the same, bit for bit, and knows the rest of itself', async () => {
    const loaded = loadClassifier(await saveClassifier(classifier), file, device);
    expect(await loaded.predict(texts)).toEqual(await classifier.predict(texts));
    expect(loaded.labels).toEqual(classifier.labels);
    expect(loaded.vocabulary.words).toEqual(classifier.vocabulary.words);
    expect(loaded.preset).toEqual(classifier.preset);
    expect(loaded.provenance).toEqual(classifier.provenance);
  });

  test('in F16 is half as large and predicts nearly the same', async () => {
    const bytes = await saveClassifier(classifier, { dtype: 'F16' });
    const numbers = Object.values(classifier.network.parameters()).reduce((sum, { size }) => sum + size, 0);
    expect((await saveClassifier(classifier)).length - bytes.length).toBeGreaterThan(1.9 * numbers);
    const expected = await classifier.predict(texts);
    for (const [n, { logits }] of (await loadClassifier(bytes, file, device).predict(texts)).entries()) {
      expect(Math.abs(logits[0] - expected[n].logits[0])).toBeLessThan(0.01);
    }
  });

  test('with n-grams knows them again', async () => {
    const withRuns = classifierOf(device, {
      words: ['not', 'so', 'good'],
      runs: ['not good', 'not so good'],
      preset: { ...tinyPreset, stopWords: 'kept', ngramLength: 3, ngramCount: 2 },
    });
    const bytes = await saveClassifier(withRuns);
    const loaded = loadClassifier(bytes, file, device);
    const text = 'Not so good, not good';
    expect(loaded.encode(text)).toEqual(withRuns.encode(text));
    expect([...loaded.encode(text).ids].filter((id) => id >= 7).map((id) => loaded.rowName(id))).toEqual([
      'not so good',
      'not good',
    ]);
    expect(await loaded.predict([text])).toEqual(await withRuns.predict([text]));
    expect(await saveClassifier(loaded)).toEqual(bytes);
  });

  test('with more words than its preset has is refused where n-grams are known by them', async () => {
    const small = { ...tinyPreset, vocabularySize: 1, ngramLength: 2, ngramCount: 1 };
    const bytes = await saveClassifier(classifierOf(device, { runs: ['good bad'], preset: small }));
    expect(() => loadClassifier(bytes, file, device)).toThrow('has 6 entries; must have 5 at most, by its preset');
  });

  test('the same classifier gives the same bytes, before and after', async () => {
    const bytes = await saveClassifier(classifier);
    expect(await saveClassifier(loadClassifier(bytes, file, device))).toEqual(bytes);
  });
});

const device = new CpuDevice();
const whole = await saveClassifier(classifierOf(device));
const { tensors, metadata } = readSafetensors(whole, file);

const withMetadata = (changed: Record<string, string>) => writeSafetensors({ tensors, metadata: changed });
const withField = (name: string, value: unknown) => withMetadata({ ...metadata, [name]: JSON.stringify(value) });
const withTensor = (name: string, tensor: StoredTensor) =>
  writeSafetensors({ tensors: new Map([...tensors, [name, tensor]]), metadata });
const zeros = (...shape: number[]): StoredTensor => ({
  shape,
  dtype: 'F32',
  values: new Float32Array(shape.reduce((size, axis) => size * axis)),
});
const preset = JSON.parse(metadata.preset);

/** The one line that loading ends with; nothing has been put on the device by then. */
function refusal(bytes: Uint8Array): string {
  const before = device.memory.buffers;
  let thrown: unknown;
  try {
    loadClassifier(bytes, file, device);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CheckpointError);
  const { message } = thrown as CheckpointError;
  expect(message.startsWith(`${file}: `)).toBe(true);
  expect(message).not.toMatch(/[\n\r]/);
  expect(message.length).toBeLessThan(400);
  expect(device.memory.buffers).toBe(before);
  return message;
}

describe('loading refuses n-grams', () => {
  const withRuns = withField('preset', { ...preset, ngramLength: 2, ngramCount: 2 });
  const loadingOf = (values: number[], shape: number[], dtype: 'I32' | 'F32' = 'I32') => {
    const stored = readSafetensors(withRuns, file);
    const ngrams: StoredTensor = {
      dtype,
      shape,
      values: dtype === 'I32' ? Int32Array.from(values) : Float32Array.from(values),
    };
    return writeSafetensors({ ...stored, tensors: new Map([...stored.tensors, ['ngrams', ngrams]]) });
  };

  test.each<[string, Uint8Array, string]>([
    ['that are no whole numbers', loadingOf([4, 5, -1], [1, 3], 'F32'), 'must be I32 [2 at most, 3]'],
    ['of another width', loadingOf([4, 5], [1, 2]), 'must be I32 [2 at most, 3]'],
    ['more than the preset has', loadingOf([4, 4, -1, 4, 5, -1, 5, 5, -1], [3, 3]), 'must be I32 [2 at most, 3]'],
    ['that are not its words', loadingOf([4, 60, -1], [1, 3]), 'are not different runs of its words'],
    ['that come twice', loadingOf([4, 5, -1, 4, 5, -1], [2, 3]), 'are not different runs of its words'],
    ['longer than its preset has', loadingOf([4, 5, 4], [1, 3]), 'of 2 at most'],
    ['without rows in the table', loadingOf([4, 5, -1], [1, 3]), 'embedding.weight'],
  ])('%s', (_, bytes, message) => expect(refusal(bytes)).toContain(message));
});

describe('loading refuses', () => {
  test('bytes that are no safetensors file, and one cut anywhere', () => {
    refusal(new TextEncoder().encode('PK\x03\x04, a zip file'));
    for (let length = 0; length < whole.length; length += 97) refusal(whole.subarray(0, length));
  });

  test('a safetensors file of something else, one without metadata too', () => {
    for (const other of [{}, { format: 'pt' }]) {
      expect(refusal(withMetadata(other))).toBe(
        'model.safetensors: a safetensors file, but not of a textcam classifier; ' +
          'must be one that `textcam train` wrote; name another file',
      );
    }
  });

  test('another version, on one line whatever it is called', () => {
    expect(refusal(withMetadata({ ...metadata, version: '2' }))).toContain(
      'a classifier of version "2"; this program reads',
    );
    expect(refusal(withMetadata({ ...metadata, version: `\n${'9'.repeat(1000)}` }))).toContain('version "\\n99');
    const { version: _, ...without } = metadata;
    expect(refusal(withMetadata(without))).toContain('version "none"');
  });

  test.each(['preset', 'labels', 'vocabulary', 'training'])('%s missing, not JSON, or of another kind', (name) => {
    const { [name]: _, ...without } = metadata;
    expect(refusal(withMetadata(without))).toContain(`it has no ${name}`);
    for (const json of ['', '{', 'undefined', '['.repeat(100_000)]) {
      expect(refusal(withMetadata({ ...metadata, [name]: json }))).toContain(`its ${name} is not JSON`);
    }
    for (const value of [null, 3, 'text', true, {}, [], [1, 2], [[]], { length: 5 }]) {
      expect(refusal(withField(name, value))).toContain('the file is damaged or not of this program; train again');
    }
    // Deep enough to overflow the stack of whoever walks through it.
    refusal(withMetadata({ ...metadata, [name]: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }));
  });

  test.each<[string, unknown[]]>([
    ['name', [undefined, 3]],
    ['maximumLength', [undefined, 0, -1, 1.5, '20', null, 1e9]],
    ['vocabularySize', [undefined, 0, 1e12]],
    ['dimensions', [undefined, 0, 3, 5, 1e6, 1e9, 2 ** 53, [4]]],
    [
      'branches',
      [undefined, [], {}, [null], [3], [{}], preset.branches.slice(1), [...preset.branches, preset.branches[0]]],
    ],
    ['epochs', [undefined, 'two']],
    ['batchSize', [undefined, 0, 1e12]],
    ['learningRate', [undefined, 0, -1, 'fast']],
  ])('a preset with a wrong %s', (name, values) => {
    for (const value of values) refusal(withField('preset', { ...preset, [name]: value }));
  });

  test.each([
    { filters: 1e6 },
    { filters: 31 },
    { filters: -1 },
    { filters: '32' },
    { kernelSize: 0 },
    { kernelSize: 2 },
    { kernelSize: 1e6, padding: 1e6 - 1 },
    { padding: 1 },
    { padding: 1e6 },
    { padding: -1 },
    { padding: null },
  ])('a branch with %o', (change) => {
    const [first, ...rest] = preset.branches;
    refusal(withField('preset', { ...preset, branches: [{ ...first, ...change }, ...rest] }));
  });

  test.each<[unknown]>([[['a']], [['a', 'a']], [['a', 'b', 'c']], [['a', 2]]])('the labels %j', (labels) => {
    refusal(withField('labels', labels));
  });

  test('a vocabulary shorter or longer than the table, without the reserved words, or with one twice', () => {
    const words: string[] = JSON.parse(metadata.vocabulary);
    for (const other of [words.slice(0, -1), [...words, 'owl']]) {
      expect(refusal(withField('vocabulary', other))).toContain('tensor embedding.weight is "[6, 4]"; must be [');
    }
    for (const other of [
      ['owl', ...words.slice(1)],
      [...words.slice(0, -1), words[4]],
      [...words.slice(0, -1), 5],
    ]) {
      expect(refusal(withField('vocabulary', other))).toContain('vocabulary');
    }
  });

  test('a training without a seed, or with one that is no number', () => {
    const training = JSON.parse(metadata.training);
    for (const name of Object.keys(training)) {
      const other = typeof training[name] === 'number' ? '1' : 1;
      refusal(withField('training', { ...training, [name]: undefined }));
      refusal(withField('training', { ...training, [name]: other }));
    }
    refusal(withField('training', { ...training, limit: 'all' }));
  });

  test('a tensor that is missing, extra, of another shape or of whole numbers', () => {
    const { 'dense.bias': _, ...rest } = Object.fromEntries(tensors);
    const message = refusal(writeSafetensors({ tensors: new Map(Object.entries(rest)), metadata }));
    expect(message).toContain('tensor dense.bias is missing; must be [2], by its preset, labels and vocabulary');
    expect(refusal(withTensor('conv2.weight', zeros(16, 1, 8)))).toContain(
      'conv2.weight is "[16, 1, 8]"; must be [16, 2, 4]',
    );
    expect(refusal(withTensor('conv1.bias', zeros(...new Array<number>(500).fill(1))))).toContain('must be [32]');
    expect(refusal(withTensor(`a\n${'b'.repeat(1000)}`, zeros(1)))).toContain('tensor "a\\nbbb');
    const whole: StoredTensor = { shape: [2], dtype: 'I32', values: new Int32Array(2) };
    expect(refusal(withTensor('dense.bias', whole))).toContain('tensor dense.bias is I32; must be F32 or F16');
  });

  test('sizes that no memory holds, before any is asked for', () => {
    const words = [...JSON.parse(metadata.vocabulary), ...Array.from({ length: 200_000 }, (_, n) => `w${n}`)];
    const allocate = vi.spyOn(device, 'allocate');
    const huge = { ...preset, dimensions: 1e6, vocabularySize: 1e6 };
    const lying = { ...metadata, preset: JSON.stringify(huge), vocabulary: JSON.stringify(words) };
    // The table would have 800 GB.
    expect(refusal(withMetadata(lying))).toContain('must be [200006, 1000000]');
    expect(allocate).not.toHaveBeenCalled();
    allocate.mockRestore();
  });
});

test('labels and words that are the names of things in JavaScript are but words', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const classifier = classifierOf(device, { labels: names, words: names });
  const loaded = loadClassifier(await saveClassifier(classifier), file, device);
  expect(loaded.labels).toEqual(names);
  expect(await loaded.predict(['constructor'])).toEqual(await classifier.predict(['constructor']));
  loaded.dispose();
  classifier.dispose();
});

test('a __proto__ in the metadata changes no object', () => {
  const polluting = metadata.preset.replace('{', '{"__proto__":{"polluted":true},');
  loadClassifier(withMetadata({ ...metadata, preset: polluting }), file, device).dispose();
  expect({}).not.toHaveProperty('polluted');
});

describe('whatever stands in the metadata, the file loads or is a CheckpointError of one line', () => {
  const fields = fc.constantFrom('preset', 'labels', 'vocabulary', 'training');

  function loadsOrIsRefused(bytes: Uint8Array) {
    try {
      const loaded = loadClassifier(bytes, file, device);
      expect(loaded).toBeInstanceOf(Classifier);
      loaded.dispose();
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      refusal(bytes);
    }
  }

  test('any JSON in place of a field, and any text', () => {
    fc.assert(
      fc.property(fields, fc.oneof(fc.json(), fc.string()), (name, json) => {
        loadsOrIsRefused(withMetadata({ ...metadata, [name]: json }));
      }),
    );
  });

  test('any JSON in place of a value within a field', () => {
    const within = fields.chain((name) => {
      const value: Record<string, unknown> = JSON.parse(metadata[name]);
      return fc.tuple(fc.constant(name), fc.constant(value), fc.constantFrom(...Object.keys(value)), fc.jsonValue());
    });
    fc.assert(
      fc.property(within, ([name, value, key, other]) => {
        const changed = Array.isArray(value) ? Object.assign([...value], { [key]: other }) : { ...value, [key]: other };
        loadsOrIsRefused(withField(name, changed));
      }),
    );
  });

  test('any character of a field changed', () => {
    fc.assert(
      fc.property(fields, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (name, place, character) => {
        const json = metadata[name];
        const at = place % json.length;
        loadsOrIsRefused(withMetadata({ ...metadata, [name]: json.slice(0, at) + character + json.slice(at + 1) }));
      }),
    );
  });

  test('any byte of the file changed', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] ^= change;
        loadsOrIsRefused(bytes);
      }),
    );
  });
});
