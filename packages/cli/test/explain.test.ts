import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, smallModel, textcam } from './textcam.js';

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
