import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reviewsCsv, small, temporaryFolder, textcam, writeFiles } from './textcam.js';

const settings = ['--dimensions', '8', '--epochs', '2', '--minimum-count', '3'];

async function folderWith(files: Record<string, string>) {
  const folder = await temporaryFolder();
  return { folder, paths: await writeFiles(folder, files), out: join(folder, 'own.vec') };
}

const train = (dataset: string, out: string, ...options: string[]) => [
  'vectors',
  'train',
  '--dataset',
  dataset,
  ...settings,
  '--out',
  out,
  ...options,
];

test('learns vectors from a file of texts, and train begins with them', async () => {
  const { folder, paths, out } = await folderWith({ 'reviews.csv': reviewsCsv() });
  const ran = await textcam(train(paths['reviews.csv'], out));
  expect(ran).toEqual({
    code: 0,
    stdout: '',
    stderr: `Read 20 texts\nLearned 6 vectors of 8 dimensions\nWrote ${out}\n`,
  });
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  expect(lines[0]).toBe('6 8');
  // Twenty times each of , a film and ., ten times lovely and dreadful; an opening word stands in two texts alone.
  expect(lines.slice(1).map((line) => line.split(' ').length)).toEqual([9, 9, 9, 9, 9, 9]);

  const model = join(folder, 'model');
  const fromOwn = ['--vectors', out, ...small.filter((word) => word !== '--dimensions' && word !== '8')];
  const trained = await textcam(['train', '--dataset', paths['reviews.csv'], ...fromOwn, '--out', model]);
  expect(trained.stderr).toContain('Vectors of 8 dimensions for 5 of ');
  expect(trained.code).toBe(0);
});

test('the same seed writes the same bytes, another one others', async () => {
  const { folder, paths } = await folderWith({
    'reviews.jsonl': '{"review":"a dull film"}\n{"review":"a fine film"}\n',
  });
  const bytesOf = async (name: string, seed: string) => {
    const options = ['--seed', seed, '--text-column', 'review', '--minimum-count', '1'];
    expect(await textcam(train(paths['reviews.jsonl'], join(folder, name), ...options))).toMatchObject({ code: 0 });
    return readFile(join(folder, name), 'utf8');
  };
  const once = await bytesOf('1.vec', '1');
  expect(await bytesOf('2.vec', '1')).toBe(once);
  expect(await bytesOf('3.vec', '2')).not.toBe(once);
});

test('on a terminal, tells the words a second and the time left', async () => {
  const { paths, out } = await folderWith({ 'reviews.csv': reviewsCsv() });
  const stopping = new AbortController();
  const bar = /Learning vectors ━*─* \d+% · [\d,.]+\/120,000,000 words · [\d,.]+ words\/s · \d+ (s|min|h) left/;
  const onStderr = (text: string) => bar.test(text) && stopping.abort();
  const argv = train(paths['reviews.csv'], out, '--epochs', '1000000');
  const { stderr } = await textcam(argv, { terminal: true, signal: stopping.signal, onStderr });
  expect(stderr).toMatch(bar);
});

test('when stopped, says so in one line and leaves nothing half written', async () => {
  const { folder, paths, out } = await folderWith({ 'reviews.csv': reviewsCsv(), 'own.vec': 'whole' });
  const stopping = new AbortController();
  const onStderr = (text: string) => text.startsWith('Read') && stopping.abort();
  const argv = train(paths['reviews.csv'], out, '--epochs', '1000000');
  const ran = await textcam(argv, { signal: stopping.signal, onStderr });
  expect(ran).toEqual({ code: 1, stdout: '', stderr: 'Read 20 texts\ntextcam: stopped; nothing was written\n' });
  expect((await readdir(folder)).sort()).toEqual(['own.vec', 'reviews.csv']);
  expect(await readFile(out, 'utf8')).toBe('whole');
});

test.each([
  ['a missing file', 'none.csv', [], 'none.csv: cannot be read: no such file or folder'],
  ['a file without rows', 'empty.csv', [], 'empty.csv: has no rows; must have at least one'],
  ['a file without the text column', 'rare.csv', ['--text-column', 'review'], '--text-column'],
  ['texts without a word that is frequent enough', 'rare.csv', [], 'rare.csv: has no word that occurs 3 times or more'],
  ['a missing archive', 'imdb-unlabelled', ['--data', 'none.tar.gz'], 'none.tar.gz: cannot be read: no such file'],
])('%s is one line, exit code 1, and nothing is written', async (_, dataset, options, words) => {
  const { folder, out } = await folderWith({ 'empty.csv': 'text\n', 'rare.csv': 'text\na dull film\n' });
  const ran = await textcam(train(dataset.endsWith('.csv') ? join(folder, dataset) : dataset, out, ...options));
  expect([ran.code, ran.stdout]).toEqual([1, '']);
  expect(ran.stderr).toMatch(/textcam: [^\n]+\n$/);
  expect(ran.stderr).toContain(words);
  expect((await readdir(folder)).sort()).toEqual(['empty.csv', 'rare.csv']);
});

test.each([
  [['--out', 'x.json'], '--out x.json: is no name of a text file; must end in .vec or .txt'],
  [['--dataset', 'imdb'], '--dataset imdb: no such texts; must be imdb-unlabelled, starter or a file'],
  [['--data', 'x'], '--data: does nothing with --dataset starter; goes with --dataset imdb-unlabelled alone'],
  [['--text-column', 'x'], '--text-column: does nothing with --dataset starter; goes with a file'],
  [['--dimensions', '4097'], "'4097' is invalid; must be a whole number from 1 to 4096"],
  [['--window', '0'], "'0' is invalid; must be a whole number from 1 to 1000"],
])('%j is one line and exit code 2', async (options, words) => {
  const ran = await textcam(train('starter', join(await temporaryFolder(), 'own.vec'), ...options));
  expect([ran.code, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toMatch(/^textcam: [^\n]+\n$/);
  expect(ran.stderr).toContain(words);
});

test('a place that cannot be written to is refused before the texts are read', async () => {
  const { paths, out } = await folderWith({ 'own.vec': 'a file, and no folder' });
  const { code, stderr } = await textcam(train('starter', join(paths['own.vec'], 'x.vec')));
  expect([code, stderr]).toEqual([
    1,
    `textcam: ${out}: cannot be written: a part of the path is a file, not a folder; check the path\n`,
  ]);
});

describe('a file of vectors to begin with', () => {
  async function trainedWith(content: string, ...options: string[]) {
    const { folder, paths, out } = await folderWith({ 'reviews.csv': reviewsCsv(), 'own.vec': content });
    const quick = ['--epochs', '1', '--device', 'cpu', '--out', join(folder, 'model')];
    return textcam(['train', '--dataset', paths['reviews.csv'], '--vectors', out, ...quick, ...options]);
  }

  test.each([
    [
      'with a ragged row',
      'film 1 2\nlovely 1\n',
      'own.vec, line 2: the row has 1 numbers; must have 2, as in the lines before',
    ],
    [
      'with rows that are not as its first line says',
      '2 3\nfilm 1 2\n',
      'line 2: the row has 2 numbers; must have 3, as the first',
    ],
    ['with tabs', 'film\t1\t2\n', 'line 1: the row has no numbers; must be a word and its numbers with single spaces'],
    [
      'of other words',
      'bild 1 2\n',
      'has none of the 11 words of the texts; must have some, in lower case; name vectors of',
    ],
  ])('%s is refused in one line', async (_, content, words) => {
    const { code, stdout, stderr } = await trainedWith(content);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Read 20 texts\ntextcam: [^\n]+\n$/);
    expect(stderr).toContain(words);
  });

  test('of other dimensions than were asked for is refused before the texts are read', async () => {
    const { code, stderr } = await trainedWith('film 1 2\n', '--dimensions', '3');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^textcam: --dimensions 3: the vectors of \S+ have 2; both must agree; leave --dimensions out\n$/,
    );
  });

  test('with words twice, or fewer rows than its first line says, is used, and told of', async () => {
    const { code, stderr } = await trainedWith('9 2\nfilm 1 2\nfilm 3 4\nlovely 5 6\n');
    expect(code).toBe(0);
    expect(stderr).toContain('own.vec: has 3 rows, where its first line says 9\n');
    expect(stderr).toContain(
      'own.vec: has several rows of "film"; the first row counts\nVectors of 2 dimensions for 2 of ',
    );
  });
});
