import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CorpusPage } from './corpusPage.js';
import { startBrowser, type Visit, visit } from './visit.js';

let browser: Browser;
let visited: Visit;
let view: CorpusPage;
beforeAll(async () => {
  browser = await startBrowser();
});
beforeEach(async () => {
  visited = await visit(browser);
  view = new CorpusPage(visited.page);
  await view.open();
});
afterEach(async () => {
  expect(visited.problems).toEqual([]);
  await visited.end();
});
afterAll(() => browser?.close());

const texts = [
  'A wonderful and brilliant film.',
  'Dull and boring.',
  'Great fun.',
  'An awful waste of time.',
  'The worst film ever.',
];
const csv = (rows: readonly string[]) => `text,label\n${rows.join('\n')}`;
const labelled = csv([...texts.map((text, n) => `${text},${n % 2 === 0 ? 'positive' : 'negative'}`)]);

test('texts with labels are predicted, sorted, filtered, exported and opened', async () => {
  const { page } = visited;
  await view.choose('reviews.csv', labelled);
  await view.read();
  await view.passing(5);
  expect(await page.locator('.results h2').textContent()).toBe('5 texts');
  // The last one is said to be positive by its label.
  expect(await page.locator('.figures dd').first().textContent()).toContain('80.0 %');
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.locator('th[aria-sort=ascending]', { hasText: 'Text' }).waitFor();
  await expect.poll(() => view.rows()).toEqual([1, 4, 2, 3, 5]);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.locator('th[aria-sort=descending]').waitFor();
  await view.text(5).waitFor();
  await expect.poll(() => view.rows()).toEqual([5, 3, 2, 4, 1]);
  await page.getByLabel('Errors alone').check();
  await view.passing(1);
  await expect.poll(() => view.rows()).toEqual([5]);
  await page.getByLabel('Errors alone').uncheck();
  await page.locator('.corpus select').selectOption('negative');
  await view.passing(3);
  await page.getByLabel('Texts with').fill('WASTE');
  await view.passing(1);
  const [line] = await view.exported();
  expect(line).toMatchObject({ text: texts[3], label: 'negative' });
  expect(line.probabilities.negative + line.probabilities.positive).toBeCloseTo(1, 10);
  await view.text(4).click();
  await page.locator('.marked .text', { hasText: texts[3] }).waitFor();
  expect(await page.getByLabel('The review to explain').inputValue()).toBe(texts[3]);
});

test('texts without labels are predicted too', async () => {
  await view.choose('texts.jsonl', texts.map((text) => JSON.stringify({ text })).join('\n'));
  await view.read();
  await view.passing(5);
  expect(await visited.page.locator('.figures').count()).toBe(0);
  expect(await visited.page.getByRole('heading', { name: 'The words of each class' }).count()).toBe(1);
  expect((await view.exported()).map(({ label }) => label)).toEqual([
    'positive',
    'negative',
    'positive',
    'negative',
    'negative',
  ]);
});

test('hostile texts, labels and column names are shown as they are written, and do nothing', async () => {
  const { page } = visited;
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script></table>';
  const rows = [
    { [hostile]: hostile, label: 'positive' },
    { [hostile]: '\u202Eevil\u0000 \uD83D\uDE00', label: 'negative' },
    { [hostile]: '', label: 'negative' },
  ];
  await view.choose('hostile.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
  await view.read();
  await view.passing(3);
  expect(await view.text(1).textContent()).toBe(hostile);
  expect(await view.text(3).textContent()).toBe('(empty)');
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.title()).toBe('Corpus · Textcam');
  await view.text(1).click();
  await page.locator('.marked .text', { hasText: '<img' }).waitFor();
  expect(await page.title()).toBe('Explain · Textcam');
});

test('10,000 rows come in pages', async () => {
  const { page } = visited;
  const many = Array.from({ length: 10_000 }, (_, n) => `film ${n} is ${n % 3 === 0 ? 'dull' : 'great'}`);
  await view.choose('many.csv', `text\n${many.join('\n')}`);
  await view.read();
  await view.passing(10_000);
  expect(await view.rows()).toHaveLength(50);
  await page.getByRole('button', { name: 'Next' }).click();
  await view.text(51).waitFor();
  await page.getByLabel('Texts with').fill('film 9999 ');
  await view.passing(1);
  await expect.poll(() => view.rows()).toEqual([10_000]);
});

test.each([
  [
    'a label that the model does not know',
    csv(['a,positive', 'b,lukewarm']),
    'label "lukewarm"; the model knows "negative", "positive"',
  ],
  ['a row with too many fields', csv(['a,positive', 'b,c,negative']), 'odd.csv, line 3: has 3 fields; must have 2'],
])('%s costs a sentence, and the page goes on', async (_, content, sentence) => {
  await view.choose('odd.csv', content);
  await visited.page.getByRole('button', { name: 'Read it' }).click();
  expect(await visited.page.getByRole('alert').textContent()).toContain(sentence);
  await view.choose('reviews.csv', labelled);
  await view.read();
  await view.passing(5);
});
