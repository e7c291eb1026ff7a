import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, smallModel, textcam, writeFiles } from './textcam.js';

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await newFolder();
  model = await smallModel(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const predict = (...argv: string[]) => textcam(['predict', model, ...argv]);
const lines = (text: string) => text.trimEnd().split('\n');

describe('textcam predict', () => {
  test('prints label, probability and start of each text, in order', async () => {
    const { code, stdout, stderr } = await predict('A lovely film', 'A dreadful\nfilm');
    expect([code, stderr]).toEqual([0, '']);
    const [first, second] = lines(stdout);
    expect(first).toMatch(/^positive {2}[01]\.\d{3} {2}A lovely film$/);
    expect(second).toMatch(/^negative {2}[01]\.\d{3} {2}A dreadful film$/);
  });

  test('--json prints an object a line: the text whole, probabilities by label, logits', async () => {
    const text = 'A "lovely"\n<b>film</b>';
    const { label, probabilities, logits, ...rest } = JSON.parse((await predict(text, '--json')).stdout);
    expect(rest).toEqual({ text });
    expect(label).toBe('positive');
    expect(probabilities.negative + probabilities.positive).toBeCloseTo(1);
    expect(probabilities.positive).toBeCloseTo(1 / (1 + Math.exp(logits[0] - logits[1])));
  });

  test('- is standard input, the whole of it one text', async () => {
    const { stdout } = await textcam(['predict', model, '-', '--json'], { stdin: 'One lovely line.\nAnother.\n' });
    expect(lines(stdout)).toHaveLength(1);
    expect(JSON.parse(stdout).text).toBe('One lovely line.\nAnother.\n');
  });

  test.each(['many.csv', 'many.jsonl'])('reads the rows of %s in order, over several batches', async (name) => {
    const texts = Array.from({ length: 250 }, (_, n) => `text ${n}`);
    const rows = name.endsWith('.csv') ? ['id,review', ...texts.map((text, n) => `${n},${text}`)] : texts.map(asRow);
    const files = await writeFiles(folder, { [name]: rows.join('\n') });
    const { stdout } = await predict(files[name], '--text-column', 'review', '--json');
    expect(lines(stdout).map((line) => JSON.parse(line).text)).toEqual(texts);
  });

  test('takes texts, files and standard input in the order they are named', async () => {
    const files = await writeFiles(folder, { 'row.csv': 'text\nfrom a file\n' });
    const argv = ['predict', model, 'first', files['row.csv'], '-', 'last', '--json'];
    const { stdout } = await textcam(argv, { stdin: 'from outside' });
    expect(lines(stdout).map((line) => JSON.parse(line).text)).toEqual([
      'first',
      'from a file',
      'from outside',
      'last',
    ]);
  });

  test('an argument with a blank is a text, whatever it ends in', async () => {
    expect((await predict('I read it in data.csv')).stdout).toContain('I read it in data.csv');
  });

  test.each([
    ['an empty text', ''],
    ['a text of stop words alone', 'It was not the'],
    ['a text of markup alone', '<br /><br />'],
  ])('%s gets what the biases alone say', async (_, text) => {
    const [empty, given] = (await predict('', text, '--json')).stdout.trimEnd().split('\n');
    expect(JSON.parse(given).logits).toEqual(JSON.parse(empty).logits);
  });

  test('a text of a megabyte is a text', async () => {
    const { code, stdout } = await textcam(['predict', model, '-'], { stdin: 'lovely film '.repeat(90_000) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^positive {2}\S+ {2}(lovely film )+/);
    expect(stdout.length).toBeLessThan(82);
  });

  test('what a text would do to a terminal is taken out', async () => {
    expect((await predict('\u001b[2Jlovely\u202efilm\u0007')).stdout).toContain('[2Jlovely film');
  });

  test('a name stands for the model that comes along', async () => {
    const { stdout } = await textcam(['predict', 'article', 'A wonderful, moving film.', '--json']);
    expect(JSON.parse(stdout).label).toBe('positive');
  });
});

function asRow(review: string): string {
  return JSON.stringify({ review });
}
