import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser, visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe('the page', () => {
  test.each([
    ['isolated, on threads', { isolated: true }],
    ['on a plain host, on one thread', { isolated: false }],
    ['in a subfolder', { base: '/some/where' }],
  ])('starts %s, asks nobody else, and breaks no rule of its policy', async (_, options) => {
    const { page, problems, end } = await visit(browser, options);
    await page.getByText(/^article on the CPU/).waitFor();
    expect(problems).toEqual([]);
    await end();
  });
});
