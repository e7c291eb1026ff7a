import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewNames } from '../src/page/viewNames.js';
import { CorpusPage, starter } from './corpusPage.js';
import { TrainPage } from './trainPage.js';
import { startBrowser, type Visit, visit } from './visit.js';

const folder = process.env.TEXTCAM_SCREENSHOTS ?? join(import.meta.dirname, '../screenshots');
mkdirSync(folder, { recursive: true });

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const cases = Object.entries(sizes).flatMap(([size, viewport]) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ size, viewport, colorScheme })),
);

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe.each(cases)('on a $size, $colorScheme,', ({ size, viewport, colorScheme }) => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit(browser, { viewport, colorScheme, reducedMotion: 'reduce' });
    await visited.page.getByText(/^accurate on/).waitFor();
  });
  afterAll(() => visited?.end());

  test.each(viewNames)('the view %s has no sideways scrolling', async (view) => {
    const { page } = visited;
    await page.locator(`nav a[href="#/${view}"]`).click();
    await page.locator('main h1').waitFor();
    if (view === 'explain') await page.locator('.ways').waitFor();
    await page.screenshot({ path: join(folder, `${view}-${size}-${colorScheme}.png`), fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  test('a model that has learned has no sideways scrolling', async () => {
    const { page } = visited;
    const view = new TrainPage(page);
    await view.open();
    await view.start({ dimensions: 50, epochs: 20, batchSize: 10 });
    await view.done();
    await page.locator('.confusion .mistaken button:not(:disabled)').first().click();
    await page.locator('.plot canvas').nth(3).waitFor();
    await page.screenshot({ path: join(folder, `trained-${size}-${colorScheme}.png`), fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  test('a corpus that is read has no sideways scrolling', async () => {
    const { page } = visited;
    const view = new CorpusPage(page);
    await view.open();
    await view.choose('starter.jsonl', starter);
    await view.read();
    await view.passing(240);
    await page.screenshot({ path: join(folder, `read-${size}-${colorScheme}.png`), fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });
});
