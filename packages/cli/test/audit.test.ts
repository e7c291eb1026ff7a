import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, phraseModel, smallModel, textcam, writeFiles } from './textcam.js';

let folder: string;
let model: string;
let learned: string;
beforeAll(async () => {
  folder = await newFolder();
  model = await smallModel(folder);
  learned = join(folder, 'learned.csv');
});
afterAll(() => rm(folder, { recursive: true }));

describe('textcam audit', () => {
  test('prints the table of methods and metrics, what they mean, and the self-tests, within 100 columns', async () => {
    const { code, stdout } = await textcam(['audit', model, '--dataset', learned, '--limit', '6']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^On 6 texts of learned.csv, all, seed 1\.\n/);
    expect(stdout).toMatch(/^method +compreh\.↑ +suffic\.↓ +delet\.↓ +insert\.↑ +τ-LOO↑ +sensit\.↓ +random\.→0$/m);
    expect(stdout).toMatch(/^gradcam, branch 1 +-?\.\d{3}±\.\d{3}/m);
    expect(stdout).toMatch(/^random .* – +–$/m);
    expect(stdout).toContain('`delete`: the text without them');
    expect(stdout.match(/^passed /gm)).toHaveLength(9);
    const lengths = stdout.split('\n').map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
  });

  test('of a model that knows runs of words, says which self-test does not apply, and passes the others', async () => {
    const { code, stdout } = await textcam(['audit', await phraseModel(folder), '--dataset', learned, '--limit', '4']);
    expect(code).toBe(0);
    expect(stdout.match(/^passed /gm)).toHaveLength(8);
    expect(stdout).toMatch(/^not applicable {2}gradient × input = occlusion by zero: n-grams go as a whole/m);
  });

  test('--format json prints all there is, the same for the same seed', async () => {
    const argv = ['audit', model, '--dataset', 'starter', '--limit', '4', '--format', 'json'];
    const [first, again, other] = [
      await textcam(argv),
      await textcam([...argv, '--seed', '1']),
      await textcam([...argv, '--seed', '2', '--curve-removal', 'pad', '--removal', 'zero']),
    ];
    expect(first.stdout).toBe(again.stdout);
    expect(JSON.parse(first.stdout)).toMatchObject({
      format: 'textcam-audit',
      version: 1,
      dataset: 'starter, test',
      texts: 4,
      seed: 1,
      removals: { fractions: 'delete', curves: 'zero' },
    });
    expect(JSON.parse(other.stdout)).toMatchObject({ seed: 2, removals: { fractions: 'zero', curves: 'pad' } });
  });

  test('--split takes a part, --out writes a file and says so', async () => {
    const out = join(folder, 'audit.json');
    const argv = ['audit', model, '--dataset', learned, '--split', 'test', '--format', 'json', '--out', out];
    const { stdout, stderr } = await textcam(argv);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Wrote ${out}\n`);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ dataset: 'learned.csv, test', texts: 4 });
  });

  test('a failed self-test is told in one line after the table, with exit code 1', async () => {
    // Weights so large that float32 has no room for the difference that a word makes.
    const { code, stdout, stderr } = await textcam(['audit', await inflated(), '--dataset', learned, '--limit', '2']);
    expect(stdout).toMatch(/^failed /m);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^textcam: audit: \d of 9 self-tests failed: .* must be 0 but for rounding; its numbers cannot be trusted/,
    );
    expect(code).toBe(1);
  });

  test('texts of which the model sees nothing are one line, with exit code 1', async () => {
    const files = await writeFiles(folder, { 'stop.csv': 'text,label\nthe,positive\nof the,negative\n' });
    const { code, stdout, stderr } = await textcam(['audit', model, '--dataset', files['stop.csv']]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('stop.csv, all: the model sees nothing of any text; there must be one');
  });

  test('Ctrl-C ends it with one line', async () => {
    const stopping = new AbortController();
    const onStderr = (text: string) => text.startsWith('Read ') && stopping.abort();
    const argv = ['audit', model, '--dataset', learned];
    const { code, stdout, stderr } = await textcam(argv, { signal: stopping.signal, onStderr });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('Read 20 texts\ntextcam: stopped; nothing was written\n');
  });
});

/** The model with a bias so large that nothing else counts in float32. */
async function inflated(): Promise<string> {
  const [{ readSafetensors, writeSafetensors }] = await Promise.all([import('@textcam/nn')]);
  const { tensors, metadata } = readSafetensors(await readFile(model), model);
  tensors.get('dense.bias')!.values.set([0, 1e7]);
  const files = await writeFiles(folder, { 'inflated.safetensors': writeSafetensors({ tensors, metadata }) });
  return files['inflated.safetensors'];
}
