import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, smallModel, textcam, writeFiles } from './textcam.js';

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await newFolder();
  model = await smallModel(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const explain = (...argv: string[]) => textcam(['explain', model, ...argv]);
const json = async (...argv: string[]) => JSON.parse((await explain(...argv, '--format', 'json')).stdout);

describe('textcam explain', () => {
  test('shows the decision on a terminal, without colour elsewhere', async () => {
    const { code, stdout, stderr } = await explain('A lovely film');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('The model says positive');
    expect(stdout).not.toContain('\u001b[');
  });

  test('colours on a terminal, unless NO_COLOR is set; FORCE_COLOR colours anywhere', async () => {
    const coloured = async (terminal: boolean, env: Record<string, string>) =>
      (await textcam(['explain', model, 'A lovely film'], { terminal, env })).stdout.includes('\u001b[');
    expect(await coloured(true, {})).toBe(true);
    expect(await coloured(true, { NO_COLOR: '1' })).toBe(false);
    expect(await coloured(false, { FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured(true, { FORCE_COLOR: '0' })).toBe(false);
  });

  test('JSON holds text, classes, probabilities, score, method, and each token with its place', async () => {
    const explanation = await json('The lovely xyzzy');
    expect(explanation).toMatchObject({
      text: 'The lovely xyzzy',
      classes: ['negative', 'positive'],
      explained: 'positive',
      method: 'gradcam',
      branch: 1,
      relu: false,
    });
    expect(explanation.score).toBeGreaterThan(0);
    expect(explanation.tokens).toEqual([
      { text: 'The', start: 0, end: 3, lemma: 'the', inVocabulary: false, leftOut: 'stop word', relevance: null },
      {
        text: 'lovely',
        start: 4,
        end: 10,
        lemma: 'lovely',
        inVocabulary: true,
        leftOut: null,
        relevance: expect.any(Number),
      },
      {
        text: 'xyzzy',
        start: 11,
        end: 16,
        lemma: 'xyzzy',
        inVocabulary: false,
        leftOut: null,
        relevance: expect.any(Number),
      },
    ]);
    expect(explanation.tokens[1].relevance).toBeGreaterThan(0);
  });

  test('takes class, branch, method and relu', async () => {
    expect(await json('lovely', '--class', 'negative')).toMatchObject({ predicted: 'positive', explained: 'negative' });
    expect(await json('lovely', '--branch', '3')).toMatchObject({ branch: 3 });
    expect(await json('lovely', '--relu')).toMatchObject({ relu: true });
    expect(await json('lovely', '--method', 'article')).toMatchObject({ method: 'article', relu: true });
  });

  test('takes every method, and all branches together', async () => {
    for (const method of ['gradcam++', 'hirescam', 'layercam']) {
      expect(await json('lovely film', '--method', method, '--branch', 'all')).toMatchObject({ method, branch: 'all' });
    }
    for (const method of ['gradient-x-input', 'occlusion-delete', 'occlusion-zero', 'occlusion-pad']) {
      expect(await json('lovely film', '--method', method)).toMatchObject({ method, branch: 'all', windows: [] });
    }
    const { delta, score } = await json('lovely film', '--method', 'integrated-gradients');
    expect(Math.abs(delta)).toBeLessThan(1e-4 * Math.abs(score));
  });

  test('the receipt adds up to the margin, token by token', async () => {
    const { score, receipt, tokens } = await json('A lovely film, lovely', '--method', 'receipt');
    const words = tokens.flatMap(({ relevance }: { relevance: number | null }) => relevance ?? []);
    const sum = words.reduce((total: number, word: number) => total + word, receipt.bias + receipt.padding);
    expect(sum).toBeCloseTo(score, 4);
    expect(receipt.branches).toHaveLength(3);
    expect(tokens[1].byBranch).toHaveLength(3);
  });

  test('the logit of a class alone has no rival', async () => {
    expect(await json('lovely', '--target', 'logit')).toMatchObject({ explained: 'positive', rival: null });
    expect(await json('lovely', '--target', 'logit', '--class', 'negative')).toMatchObject({
      explained: 'negative',
      rival: null,
    });
  });

  test('says what would change its mind: without lovely it says negative', async () => {
    const { reversal, tokens } = await json('A lovely, dreadful, lovely film');
    expect(reversal).toMatchObject({ removal: 'zero', smallest: true, predicted: 'negative' });
    expect(reversal.tokens.map((token: number) => tokens[token].text)).toContain('lovely');
    const { stdout } = await explain('A lovely, dreadful, lovely film', '--removal', 'delete');
    expect(stdout).toContain('says negative');
  });

  test('a branch that a method does not look at is refused, and one that is none', async () => {
    expect(await explain('lovely', '--method', 'receipt', '--branch', '2')).toMatchObject({ code: 2 });
    expect(await explain('lovely', '--method', 'article', '--branch', 'all')).toMatchObject({ code: 2 });
    expect(await explain('lovely', '--branch', 'some')).toMatchObject({ code: 2 });
    expect(await explain('lovely', '--branch', '0')).toMatchObject({ code: 2 });
  });

  test('- is standard input, as it is', async () => {
    const argv = ['explain', model, '-', '--format', 'json'];
    expect(JSON.parse((await textcam(argv, { stdin: 'lovely\n' })).stdout).text).toBe('lovely\n');
  });

  test('an empty text is explained: there is no evidence', async () => {
    const { probabilities, tokens, length } = await json('');
    expect([tokens, length]).toEqual([[], 0]);
    expect(probabilities[0] + probabilities[1]).toBeCloseTo(1);
    expect((await explain('')).code).toBe(0);
  });

  test('HTML goes to standard output, and the text in it is escaped', async () => {
    const { stdout } = await explain('<script>alert(1)</script>', '--format', 'html');
    expect(stdout).toMatch(/^<!doctype html>/i);
    expect(stdout).not.toContain('<script>alert');
  });

  test('--out writes the file and says so on standard error', async () => {
    const path = join(folder, 'new/page.html');
    const { stdout, stderr } = await explain('lovely', '--format', 'html', '--out', path);
    expect([stdout, stderr]).toEqual(['', `Wrote ${path}\n`]);
    expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  test('a file gets no colour, even from a terminal', async () => {
    const path = join(folder, 'explanation.txt');
    await textcam(['explain', model, 'lovely', '--out', path], { terminal: true });
    expect(await readFile(path, 'utf8')).not.toContain('\u001b[');
  });
});

describe('textcam explain with a file', () => {
  const texts = Array.from({ length: 150 }, (_, n) => (n % 2 ? `A lovely film ${n}` : `A dreadful film ${n}`));
  let file: string;
  beforeAll(async () => {
    const rows = texts.map((review) => JSON.stringify({ review }));
    file = (await writeFiles(folder, { 'reviews.jsonl': rows.join('\n') }))['reviews.jsonl'];
  });
  const explainFile = (...argv: string[]) => explain(file, '--text-column', 'review', ...argv);

  test('prints an object a line, in order: what explaining each text prints', async () => {
    const { code, stdout } = await explainFile('--format', 'json', '--branch', '2');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([code, lines.map(({ text }) => text)]).toEqual([0, texts]);
    const { tokens, score } = await json(texts[3], '--branch', '2');
    expect(lines[3].score).toBe(score);
    for (const [n, { relevance, ...token }] of tokens.entries()) {
      expect(lines[3].tokens[n]).toMatchObject(token);
      expect(lines[3].tokens[n].relevance ?? 0).toBeCloseTo(relevance ?? 0, 5);
    }
  });

  test('shows them one after the other on a terminal', async () => {
    const { stdout } = await explainFile();
    const said = [...stdout.matchAll(/The model says (\w+)/g)].map(([, label]) => label);
    expect(said).toEqual(texts.map((text) => (text.includes('lovely') ? 'positive' : 'negative')));
  });

  test('--out writes them all to a file', async () => {
    const out = join(folder, 'explanations.jsonl');
    const { code, stdout, stderr } = await explainFile('--format', 'json', '--out', out);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(`Wrote ${out}`);
    expect((await readFile(out, 'utf8')).trimEnd().split('\n')).toHaveLength(150);
  });

  test('of a file that is damaged halfway it writes none, and says where', async () => {
    const rows = [...texts.map((review) => JSON.stringify({ review })), '{"review": 5}'];
    const damaged = (await writeFiles(folder, { 'damaged.jsonl': rows.join('\n') }))['damaged.jsonl'];
    const out = join(folder, 'none.jsonl');
    const { code, stderr } = await explain(damaged, '--text-column', 'review', '--format', 'json', '--out', out);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('damaged.jsonl');
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  test('a page for many texts is refused, in one line', async () => {
    const { code, stderr } = await explainFile('--format', 'html');
    expect(code).toBe(2);
    expect(stderr).toContain('--format html for a file; must be json or terminal');
  });

  test('a file that is not there is named', async () => {
    const { code, stderr } = await explain(join(folder, 'nowhere.csv'));
    expect(code).toBe(1);
    expect(stderr).toContain('nowhere.csv');
  });
});
