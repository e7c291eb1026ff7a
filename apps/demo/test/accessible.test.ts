import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewNames } from '../src/page/viewNames.js';
import { CorpusPage, starter } from './corpusPage.js';
import { ExplainPage } from './explainPage.js';
import { long, TrainPage } from './trainPage.js';
import { startBrowser, type Visit, visit } from './visit.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** What axe finds wrong, rule by rule. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, 'axe').run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const headings: Record<(typeof viewNames)[number], string> = {
  explain: 'Which words decided?',
  train: 'Watch it learn',
  corpus: 'A whole file of texts',
  device: 'Device',
};

describe.each(['light', 'dark'] as const)('axe finds nothing, %s,', (colorScheme) => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit(browser, { colorScheme, reducedMotion: 'reduce' });
    await visited.page.getByText(/^accurate on/).waitFor();
  });
  afterAll(() => visited?.end());

  test.each(viewNames)('in the view %s', async (view) => {
    const { page } = visited;
    await page.getByRole('navigation').locator(`a[href="#/${view}"]`).click();
    // The view before it stays until this one is loaded.
    await page.getByRole('heading', { name: headings[view], level: 1 }).waitFor();
    if (view === 'explain') await page.locator('.ways').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('with a changed word, two methods, a note and messages open', async () => {
    const { page } = visited;
    await page.evaluate(() => {
      location.hash =
        '#/explain?text=A+dull+and+awful+qwzx+film.&edits=2-6&method=article&beside=receipt&class=negative';
    });
    await page.locator('.correlation').waitFor();
    await page.getByText('One word is changed').waitFor();
    await page.locator('.marked .word').nth(3).click();
    await page.getByText('The whole table').click();
    await page.getByRole('button', { name: 'What is the receipt?' }).click();
    await page.evaluate(() => {
      location.hash = '#/explain?packed=!!&method=article&beside=receipt';
    });
    await page.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing, %s, in a model’s card, which leads back to the page',
  async (colorScheme) => {
    const { page, address, problems, end } = await visit(browser, { colorScheme });
    await page.getByRole('link', { name: 'Its model card' }).click();
    await page.getByRole('heading', { name: 'Known biases' }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.getByRole('link', { name: 'Textcam' }).click();
    await page.getByRole('heading', { name: headings.explain }).waitFor();
    expect(page.url()).toContain(address);
    await end();
  },
);

describe.each(['light', 'dark'] as const)('axe finds nothing, %s, when', (colorScheme) => {
  test('a model learns, is paused, and has learned', async () => {
    const { page, end } = await visit(browser, { colorScheme, reducedMotion: 'reduce' });
    const view = new TrainPage(page);
    await view.open();
    await view.start(long);
    await page.locator('.back').waitFor();
    expect(await findings(page)).toEqual([]);
    await view.button('Pause').click();
    expect(await findings(page)).toEqual([]);
    await view.button('Stop').click();
    await view.done();
    await page.locator('.confusion .mistaken button:not(:disabled)').first().click();
    await page.locator('.errors summary').first().click();
    await page.locator('.errors .text').waitFor();
    expect(await findings(page)).toEqual([]);
    await end();
  });

  test('a corpus is read', async () => {
    const { page, end } = await visit(browser, { colorScheme, reducedMotion: 'reduce' });
    const view = new CorpusPage(page);
    await view.open();
    await view.choose('starter.jsonl', starter);
    expect(await findings(page)).toEqual([]);
    await view.read();
    await view.passing(240);
    await page.locator('.errors summary').first().click();
    await page.locator('.errors .text').waitFor();
    expect(await findings(page)).toEqual([]);
    await end();
  });
});

describe('by keyboard alone', () => {
  test('a text is typed, a word found by arrow keys, dropped, put back, and replaced', async () => {
    const { page, end } = await visit(browser);
    const explainPage = new ExplainPage(page);
    const tabTo = async (selector: string) => {
      for (let n = 0; n < 60; n++) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`keyboard: ${selector} is not reached by Tab`);
    };
    await tabTo('#text');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('A dull film.');
    await explainPage.settled('A dull film.');
    const before = await explainPage.score();
    await tabTo('.marked .word');
    await page.keyboard.press('ArrowRight');
    const spoken = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await spoken()).toMatch(/^dull, pushes toward negative, \+[\d.]+, rank 1 of \d+$/);
    await page.keyboard.press('Delete');
    await explainPage.changedFrom(before);
    expect(await spoken()).toBe('dull, dropped');
    await page.keyboard.press('Delete');
    await explainPage.word('dull').and(page.locator('.for')).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('lovely');
    await page.keyboard.press('Enter');
    await explainPage.word('lovely').waitFor();
    expect(await spoken()).toMatch(/^lovely, /);
    await end();
  });

  test('notes open and close, and a new view begins at its top', async () => {
    const { page, end } = await visit(browser);
    const note = page.getByRole('button', { name: 'What is this probability?' });
    await note.focus();
    await page.keyboard.press('Enter');
    await page.getByText('The share of softmax').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('The share of softmax').waitFor({ state: 'hidden' });
    await page.locator('nav a', { hasText: 'Device' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Device', level: 1 }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await end();
  });
});
