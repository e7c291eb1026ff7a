import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, ReportBrowser, spokenFocus } from './browser.js';
import { longPage, pages, reviewPage } from './pages.js';

let browser: ReportBrowser;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
}, 120_000);
afterAll(() => browser?.close());

const looks = [
  { look: 'light', colorScheme: 'light' },
  { look: 'dark', colorScheme: 'dark' },
  { look: 'forced colours', forcedColors: 'active' },
  { look: 'less motion', reducedMotion: 'reduce' },
] as const;

const [[, review]] = pages;

test.each(looks)('axe finds nothing in the explanation of a review: $look', async ({ look: _, ...options }) => {
  const { page, faults } = await browser.open(await review(), options);
  expect(await axeFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});

describe.each(pages)('%s', (_, source) => {
  test('asks for nothing, says no error, is no wider than a phone, and axe finds nothing', async () => {
    const { page, faults } = await browser.open(await source(), { viewport: { width: 390, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('is whole without scripts', async () => {
    const { page, faults } = await browser.open(await source(), { javaScriptEnabled: false });
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('fieldset:visible').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

/** Presses Tab until a word of the text has the focus. */
async function tabToText(page: Page): Promise<void> {
  for (let n = 0; n < 20 && (await spokenFocus(page)).role !== 'option'; n++) await page.keyboard.press('Tab');
}

describe('with the keyboard alone', () => {
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    ({ page, faults } = await browser.open(await reviewPage()));
  });

  test('the text is one stop, and arrows go from word to word, each spoken with what it does', async () => {
    await tabToText(page);
    const spoken = [(await spokenFocus(page)).name];
    for (const key of ['ArrowRight', 'End', 'Home', 'PageDown', 'PageDown', 'ArrowLeft', 'PageUp']) {
      await page.keyboard.press(key);
      spoken.push((await spokenFocus(page)).name);
    }
    expect(spoken).toEqual([
      'The, not seen: stop word',
      'film, pushes toward positive, 0.0100, rank 5 of 5',
      'fun, pushes toward positive, 0.300, rank 3 of 5',
      'The, not seen: stop word',
      'dull, pushes toward negative, 0.420, rank 2 of 5',
      'good, pushes toward positive, 1.00, rank 1 of 5',
      'but, not seen: stop word',
      'dull, pushes toward negative, 0.420, rank 2 of 5',
    ]);
    await page.keyboard.press('Tab');
    expect((await spokenFocus(page)).role).not.toBe('option');
  });

  test('the focus can be seen, and what the word does can be read', async () => {
    await page.keyboard.press('Shift+Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    expect(await page.locator('#told').textContent()).toBe('dull, pushes toward negative, 0.420, rank 2 of 5');
  });

  test('an unknown word says so', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect((await spokenFocus(page)).name).toBe('creaky, pushes toward negative, 0.100, rank 4 of 5, unknown word');
  });

  test('another method changes highlights, labels, table, summary and terms', async () => {
    const [input] = await page.getByRole('radio', { name: 'Grad-CAM, all branches' }).all();
    await input.focus();
    const before = await page.locator('#text span', { hasText: 'dull' }).getAttribute('class');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await spokenFocus(page)).toEqual({ role: 'radio', name: 'LayerCAM, all branches' });
    const dull = page.getByRole('option', { name: /^dull/ });
    expect([before, await dull.getAttribute('class')]).toEqual(['against3', '']);
    expect(await dull.getAttribute('aria-label')).toBe('dull, no evidence');
    expect(await page.locator('#words tbody tr').count()).toBe(3);
    expect(await page.locator('#summary').textContent()).toContain('Strongest against: none.');
    expect(await page.locator('#terms').textContent()).toContain('LayerCAM');
  });

  test('another class turns the text round, and back again all is as at first', async () => {
    await page.getByRole('radio', { name: 'negative rather than positive' }).focus();
    await page.keyboard.press('Space');
    expect(await page.getByRole('option', { name: /^dull/ }).getAttribute('class')).toBe('for3');
    expect(await page.locator('#summary').textContent()).toContain('What follows is about negative');
    await page.getByRole('radio', { name: 'positive rather than negative' }).check();
    const shown = () =>
      page.evaluate(() => ['text', 'words', 'summary', 'terms'].map((id) => document.getElementById(id)?.textContent));
    const again = await shown();
    const { page: fresh } = await browser.open(await reviewPage());
    const first = await fresh.evaluate(() =>
      ['text', 'words', 'summary', 'terms'].map((id) => document.getElementById(id)?.textContent),
    );
    expect(again.map((text) => text?.replace(/\s+/g, ''))).toEqual(first.map((text) => text?.replace(/\s+/g, '')));
    await fresh.context().close();
  });

  test('nothing was asked for and nothing went wrong on the way', () => {
    expect(faults).toEqual([]);
  });
});

test('in a text from right to left, the left arrow goes on', async () => {
  const source = pages.find(([name]) => name.includes('right to left'))![1];
  const { page } = await browser.open(await source());
  await tabToText(page);
  await page.keyboard.press('ArrowLeft');
  expect((await spokenFocus(page)).name).toBe('היה, not seen: stop word');
  await page.context().close();
});

test('a text of 5,000 words takes another method, and the keyboard reaches its last word', async () => {
  const { page } = await browser.open(await longPage());
  const changed = await page.evaluate(() => {
    const input = document.querySelectorAll<HTMLInputElement>('input[name=way]')[2];
    input.click();
    return document.getElementById('terms')?.textContent;
  });
  expect(changed).toContain('HiResCAM');
  await page.locator('#text [tabindex="0"]').focus();
  await page.keyboard.press('End');
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toMatch(/^word4999, pushes toward /);
  await page.context().close();
});
