import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExplainPage } from './explainPage.js';
import { killGpuProcess } from './gpuProcess.js';
import { startBrowser, visit } from './visit.js';

/** Waits until the service worker of a page is at work. */
async function serviceWorkerIn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
}

describe('without WebGPU', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ['isolated, on threads', { isolated: true }, /^accurate on the CPU/],
    ['on a plain host, on one thread', { isolated: false }, /^accurate on the CPU, one thread/],
    ['in a subfolder', { base: '/some/where' }, /^accurate on the CPU/],
  ])('starts %s, asks nobody else, and breaks no rule of its policy', async (_, options, where) => {
    const { page, problems, end } = await visit(browser, options);
    await page.getByText(where).waitFor();
    await page.locator('.ways').waitFor();
    expect(problems).toEqual([]);
    await end();
  });

  test('works without a network from the second visit on, in every view', async () => {
    const { page, problems, disconnect, end } = await visit(browser, { isolated: false });
    await serviceWorkerIn(page);
    await disconnect();
    await page.reload();
    const explainPage = new ExplainPage(page);
    await explainPage.type('A lovely film.');
    expect(await explainPage.predicted()).toBe('positive');
    const headings = { Train: 'Watch it learn', Corpus: 'A whole file of texts', Device: 'Device' };
    for (const [view, heading] of Object.entries(headings)) {
      await page.locator('nav a', { hasText: view }).click();
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    }
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(problems.filter((problem) => !problem.includes('ERR_'))).toEqual([]);
    await end();
  });

  test('keeps a model that was chosen for visits without a network, and each model’s card', async () => {
    const { page, disconnect, end } = await visit(browser, { hash: '#/device?model=article' });
    await page.getByText(/^article on/).waitFor();
    await serviceWorkerIn(page);
    await page.evaluate(async () => {
      // Not `waitForFunction`: it takes a promise for what it promises.
      const isKept = async () => {
        for (const name of await caches.keys()) {
          const kept = await (await caches.open(name)).keys();
          if (kept.some(({ url }) => /article-.*safetensors$/.test(url))) return true;
        }
        return false;
      };
      while (!(await isKept())) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await disconnect();
    await page.reload();
    await page.getByText(/^article on/).waitFor();
    await page.getByRole('radio', { name: 'accurate', exact: true }).check({ force: true });
    await page.getByText(/^accurate on/).waitFor();
    await page.getByRole('link', { name: 'Its model card' }).click();
    await page.getByRole('heading', { name: 'accurate', level: 1 }).waitFor();
    await end();
  });

  test('works in a window that may keep nothing', async () => {
    const { page, problems, end } = await visit(browser, { serviceWorkers: 'block' });
    await page.locator('.ways').waitFor();
    expect(problems).toEqual([]);
    await end();
  });

  test('WebGPU that is asked for and not there costs a sentence, and the CPU goes on', async () => {
    const { page, end } = await visit(browser, { hash: '#/device' });
    await page.getByText(/^accurate on the CPU/).waitFor();
    await page.getByRole('radio', { name: 'WebGPU' }).check({ force: true });
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('webgpu: there is no');
    await page.getByText(/^accurate on the CPU/).waitFor();
    await end();
  });
});

test('without WebAssembly the readable bodies compute, to the same prediction', async () => {
  const browser = await startBrowser({ wasm: false });
  const { page, problems, end } = await visit(browser, { hash: '#/device' });
  await page.getByText(/^accurate on the CPU, one thread/).waitFor();
  await page.getByText('plain JavaScript').waitFor();
  await page.locator('nav a', { hasText: 'Explain' }).click();
  const explainPage = new ExplainPage(page);
  await explainPage.type('A dull film.');
  expect(await explainPage.predicted()).toBe('negative');
  expect(problems).toEqual([]);
  await end();
  await browser.close();
});

describe('with WebGPU', () => {
  test('it explains there when asked to, as on the CPU, and goes on there when the GPU is lost', async () => {
    const browser = await startBrowser({ webgpu: true });
    const { page, end } = await visit(browser, { hash: '#/device' });
    await page.getByText(/^accurate on the CPU/).waitFor();
    await page.getByRole('radio', { name: 'WebGPU' }).check({ force: true });
    await page.getByText(/^accurate on WebGPU/).waitFor();
    await page.locator('nav a', { hasText: 'Explain' }).click();
    const explainPage = new ExplainPage(page);
    await explainPage.type('A dull film.');
    expect(await explainPage.predicted()).toBe('negative');

    killGpuProcess();
    await page.getByLabel('The review to explain').fill('A lovely film.');
    await page.getByText('The GPU was lost').waitFor();
    await explainPage.settled('A lovely film.');
    expect(await explainPage.predicted()).toBe('positive');
    await page.getByText(/^accurate on the CPU/).waitFor();
    await end();
    await browser.close();
  });
});
