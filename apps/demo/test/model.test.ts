import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { drop } from './drop.js';
import { ExplainPage } from './explainPage.js';
import { startBrowser, type Visit, visit } from './visit.js';

const model = readFileSync(new URL('../../../packages/text/models/article.safetensors', import.meta.url));

let browser: Browser;
let visited: Visit;
beforeAll(async () => {
  browser = await startBrowser();
});
beforeEach(async () => {
  visited = await visit(browser);
  await visited.page.getByText(/^accurate on/).waitFor();
});
afterEach(() => visited.end());
afterAll(() => browser?.close());

test('of the models that come along each is fetched once it is chosen, and stays when the other cannot be had', async () => {
  // What a service worker keeps is not fetched again.
  const { page, end } = await visit(browser, { serviceWorkers: 'block' });
  const fetched: string[] = [];
  page.on('request', (request) => {
    const [name] = /[^/]+\.safetensors$/.exec(request.url()) ?? [];
    if (name) fetched.push(name.replace(/-.*/, ''));
  });
  await page.reload();
  await page.getByText(/^accurate on/).waitFor();
  expect(fetched).toEqual(['accurate']);
  await page.route(/article-.*safetensors$/, (route) => route.abort());
  const article = page.getByRole('radio', { name: 'article', exact: true });
  await article.check({ force: true });
  await page.getByRole('alert').getByText('The model article: the server does not answer').waitFor();
  await page.getByText(/^accurate on/).waitFor();
  expect(await page.getByRole('radio', { name: 'accurate', exact: true }).isChecked()).toBe(true);
  await page.unroute(/article-.*safetensors$/);
  await article.check({ force: true });
  await page.getByText(/^article on/).waitFor();
  expect(fetched).toEqual(['accurate', 'article', 'article']);
  await end();
});

test('a model that is dropped takes the place of the one before', async () => {
  await drop(visited.page, 'mine.safetensors', model);
  await visited.page.getByText(/^mine on/).waitFor();
  expect(await visited.page.getByRole('radio', { name: 'mine' }).isChecked()).toBe(true);
  expect(visited.problems).toEqual([]);
});

test.each([
  ['a truncated model', 'half.safetensors', model.subarray(0, model.length / 2)],
  [
    'a file of another kind under its name',
    'photo.safetensors',
    new TextEncoder().encode('no model at all, just words'),
  ],
  ['an empty file', 'empty.safetensors', new Uint8Array()],
  ['a file of another kind', 'photo.png', new Uint8Array([137, 80, 78, 71])],
])('%s costs a sentence that names it, and the model stays', async (_, name, bytes) => {
  await drop(visited.page, name, bytes);
  const alert = visited.page.getByRole('alert');
  expect(await alert.textContent()).toContain(name);
  await visited.page.getByText(/^accurate on/).waitFor();
  const explainPage = new ExplainPage(visited.page);
  await explainPage.type('Utterly dull.');
  expect(await explainPage.predicted()).toBe('negative');
  expect(visited.problems).toEqual([]);
});
