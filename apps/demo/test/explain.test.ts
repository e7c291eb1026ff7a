import { readFileSync } from 'node:fs';
import { explain } from '@textcam/gradcam';
import { CpuDevice } from '@textcam/tensor';
import { loadClassifier } from '@textcam/text';
import type { Browser, Locator } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { percent, signed } from '../src/explain/signed.js';
import { ExplainPage } from './explainPage.js';
import { startBrowser, type Visit, visit } from './visit.js';

const models = new URL('../../../packages/text/models/', import.meta.url);
const load = (name: string) =>
  loadClassifier(readFileSync(new URL(`${name}.safetensors`, models)), name, new CpuDevice());
const classifier = load('accurate');
const review = 'The lead is excellent. Sadly the script is awful, and the pace is dull.';

let browser: Browser;
let visited: Visit;
let explainPage: ExplainPage;
beforeAll(async () => {
  browser = await startBrowser();
  visited = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  explainPage = new ExplainPage(visited.page);
});
// One page for all tests, as a visitor would use it: each begins with its switches as they are at first.
beforeEach(async () => {
  visited.problems.length = 0;
  await visited.page.evaluate(() => {
    location.hash = `#/explain?model=accurate&method=gradcam&text=Test+${performance.now()}`;
  });
  await visited.page.getByText(/^accurate on/).waitFor();
  await explainPage.settled('Test ');
});
afterAll(async () => {
  await visited?.end();
  await browser?.close();
});

function select(name: string): Locator {
  return visited.page.getByRole('combobox', { name });
}

describe('a review that is typed', () => {
  test('is predicted and explained as the library does it', async () => {
    const { predicted, probabilities, tokens } = await explain(classifier, review, { branch: 'all' });
    await explainPage.type(review);
    expect(await explainPage.predicted()).toBe(predicted);
    expect(await explainPage.probabilities()).toEqual(probabilities.map(percent));
    const awful = tokens.find(({ text }) => text === 'awful');
    const spoken = await explainPage.word('awful').getAttribute('aria-label');
    expect(spoken).toContain(`awful, pushes toward negative, ${signed(awful?.relevance ?? 0)}, rank `);
    expect(visited.problems).toEqual([]);
  });

  test('shows what the model did not see, with the reason', async () => {
    await explainPage.type('It is not bad.<br />Fine.');
    expect(await explainPage.word('<br />').getAttribute('aria-label')).toBe('<br />, not seen: markup');
  });

  test('is shown character by character, whatever is in it', async () => {
    const hostile =
      '<img src=x onerror="document.title=1"> שלום dull e\u0301\u0301 👩‍👩‍👧 \u202Eevil <script>alert(1)</script> "&amp;';
    await explainPage.type(hostile);
    expect(await visited.page.locator('.marked img, .marked script').count()).toBe(0);
    expect(await visited.page.locator('.marked .text').textContent()).toBe(hostile);
    expect(await visited.page.title()).toBe('Explain · Textcam');
    expect(visited.problems).toEqual([]);
  });

  test('may be empty, and then the biases alone decide', async () => {
    await explainPage.type('');
    await visited.page.getByText('Nothing to read yet.').waitFor();
    expect(visited.problems).toEqual([]);
  });

  test('may be a megabyte: the page says what it does not show', async () => {
    await visited.page.getByLabel('The review to explain').evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'dull film '.repeat(100_000));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await visited.page.getByText('A text of 1,000,').waitFor();
    await visited.page.getByText(/[\d,]+ more characters, not shown here/).waitFor();
    expect(await explainPage.word('dull').getAttribute('aria-label')).toContain('pushes toward negative');
    await visited.page.getByText('too long for a link').waitFor();
    await visited.page.getByRole('button', { name: 'Empty the field' }).click();
    await visited.page.getByText('Nothing to read yet.').waitFor();
  });
});

describe('the model article, chosen by name,', () => {
  const choose = async () => {
    await visited.page.getByRole('radio', { name: 'article', exact: true }).check({ force: true });
    await visited.page.getByText(/^article on/).waitFor();
  };

  test('explains at once what is typed, as the library does it, and drops stop words', async () => {
    const text = 'Not good at all, and dull.';
    await explainPage.type(text);
    const before = await explainPage.score();
    await choose();
    await explainPage.changedFrom(before);
    const { probabilities } = await explain(load('article'), text);
    expect(await explainPage.probabilities()).toEqual(probabilities.map(percent));
    expect(await explainPage.word('Not').getAttribute('aria-label')).toBe('Not, not seen: stop word');
  });

  test('has branches to choose, but not for a method that looks at the whole network; accurate has one, and no choice', async () => {
    expect(await select('Branch').count()).toBe(0);
    await choose();
    await select('Branch').selectOption('2');
    await visited.page.getByText('branch 2: pairs').waitFor();
    await select('Method').selectOption('receipt');
    await visited.page.getByRole('heading', { name: 'Receipt', exact: true }).waitFor();
    expect(await select('Branch').isDisabled()).toBe(true);
  });

  test('is in the address, and a link to it opens it', async () => {
    await choose();
    await visited.page.waitForFunction(() => location.hash.includes('model=article'));
    const again = await visited.context.newPage();
    await again.goto(visited.page.url());
    await again.getByText(/^article on/).waitFor();
    await again.locator('nav a', { hasText: 'Device' }).click();
    await again.waitForFunction(() => location.hash === '#/device?model=article');
    await again.close();
  });
});

describe('what if', () => {
  test('a word that is dropped moves the prediction, and undoing moves it back', async () => {
    await explainPage.type(review);
    const before = await explainPage.score();
    await explainPage.word('awful').click();
    await visited.page.getByRole('button', { name: 'Drop it' }).click();
    await explainPage.changedFrom(before);
    await visited.page.getByText('One word is changed').waitFor();
    expect(await explainPage.word('awful').getAttribute('aria-label')).toBe('awful, dropped');
    await visited.page.getByRole('button', { name: 'Undo' }).click();
    await explainPage.word('awful').and(visited.page.locator('.for')).waitFor();
    expect(await explainPage.score()).toBe(before);
  });

  test('a word can take the place of another', async () => {
    await explainPage.type(review);
    const before = await explainPage.score();
    await explainPage.word('awful').click();
    await visited.page.getByLabel('or put').fill('wonderful');
    await visited.page.getByRole('button', { name: 'Replace' }).click();
    await explainPage.changedFrom(before);
    const { probabilities } = await explain(classifier, review.replace('awful', 'wonderful'));
    expect(await explainPage.probabilities()).toEqual(probabilities.map(percent));
  });

  test('the smallest set of words that changes its mind does so when it is dropped', async () => {
    await explainPage.type(review);
    expect(await explainPage.predicted()).toBe('negative');
    const way = visited.page.locator('.ways:not(.stale) .way', { hasText: 'Deleting' });
    await way.getByRole('button').click();
    await visited.page.getByText('The prediction turned.').waitFor();
    expect(await explainPage.predicted()).toBe('positive');
  });
});

describe('the switches', () => {
  test('by the receipt, runs of words that the model knows as one are listed beside their words', async () => {
    await explainPage.type('The film is a waste of time.');
    await visited.page.locator('.runs .chip', { hasText: 'waste of time' }).waitFor();
    await visited.page.getByText('The whole table').click();
    await visited.page.getByRole('row', { name: /^waste of time −?\+?[\d.]+/ }).waitFor();
  });

  test('the article’s method carries its m and a warning', async () => {
    await explainPage.type(review);
    await select('Method').selectOption('article');
    await visited.page.locator('.terms .warning').waitFor();
    await visited.page.getByText(/m is [+−]/).waitFor();
  });

  test('two methods stand side by side with their rank correlation: 1 for Grad-CAM and HiResCAM', async () => {
    await explainPage.type(review);
    await select('Beside it').selectOption('hirescam');
    await visited.page.locator('.correlation b').waitFor();
    expect(await visited.page.locator('.correlation b').textContent()).toBe('1.000');
    expect(await visited.page.locator('.marked').count()).toBe(2);
  });

  test('the other class turns every sign round', async () => {
    await explainPage.type(review);
    const sign = () => visited.page.locator('.diverging tr', { hasText: 'awful' }).locator('.number').textContent();
    const before = (await sign()) ?? '';
    await visited.page.getByRole('radio', { name: 'positive' }).check({ force: true });
    await visited.page.getByText('Right: for positive').waitFor();
    expect(await sign()).toBe(before.replace('+', '−'));
  });
});

describe('the address', () => {
  test('holds the text, the switches and the what-if changes', async () => {
    const { page } = visited;
    await explainPage.type(`${review} ${review} ${review}`);
    await select('Method').selectOption('layercam');
    await explainPage.word('awful').click();
    await page.keyboard.press('Delete');
    await page.getByText('One word is changed').waitFor();
    const shown = await explainPage.probabilities();
    await page.waitForFunction(() => /packed=.*edits=/.test(location.hash) && location.hash.includes('layercam'));
    const again = await visited.context.newPage();
    await again.goto(page.url());
    await again.getByText('One word is changed').waitFor();
    expect(await new ExplainPage(again).probabilities()).toEqual(shown);
    expect(await again.getByRole('combobox', { name: 'Method' }).inputValue()).toBe('layercam');
  });

  test('that was cut short costs a sentence', async () => {
    await visited.page.evaluate(() => {
      location.hash = '#/explain?packed=!!';
    });
    await visited.page.getByRole('alert').getByText('The link’s text cannot be read').waitFor();
  });
});

test('the explanation is copied as JSON, as the library has it', async () => {
  await explainPage.type(review);
  await visited.page.getByRole('button', { name: 'Copy as JSON' }).click();
  await visited.page.getByText('The explanation is copied.').waitFor();
  const copied = JSON.parse(await visited.page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toEqual(JSON.parse(JSON.stringify(await explain(classifier, review, { branch: 'all' }))));
});

test('the report is one file that names the text', async () => {
  await explainPage.type(review);
  const [download] = await Promise.all([
    visited.page.waitForEvent('download'),
    visited.page.getByRole('button', { name: 'Download report' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('textcam-report.html');
  expect(readFileSync(await download.path(), 'utf8')).toContain('awful');
});
