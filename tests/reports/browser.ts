import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../browser/chromium.js';

/** A report in a page of a real browser, and what it should not do: requests beside itself, messages, errors. */
export interface OpenReport {
  page: Page;
  faults: string[];
}

/** A browser for reports, which are opened from files, as their readers do. */
export class ReportBrowser {
  private readonly folder = mkdtempSync(join(tmpdir(), 'textcam-reports-'));
  private count = 0;

  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<ReportBrowser> {
    const found = findChromium();
    if (!found) throw new Error('reports: no Chromium; there must be one; set TEXTCAM_CHROMIUM to the path of one');
    const env = { ...process.env, ...found.env } as Record<string, string>;
    const { executablePath } = found;
    return new ReportBrowser(await chromium.launch({ executablePath, env, args: [...chromiumArguments] }));
  }

  async open(source: string, options: BrowserContextOptions = {}): Promise<OpenReport> {
    const file = join(this.folder, `${this.count++}.html`);
    writeFileSync(file, source);
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    const url = pathToFileURL(file).href;
    const faults: string[] = [];
    page.on('request', (request) => request.url() !== url && faults.push(`request: ${request.url()}`));
    page.on('console', (message) => faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    await page.goto(url);
    return { page, faults };
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }
}

/**
 * What axe finds, all of its rules asked, best practices too; but for contrast where there are thousands of words, which takes it minutes: the
 * colours are those of any other text.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run({
    rules: { 'color-contrast': { enabled: document.querySelectorAll('#text > *').length < 1000 } },
  })`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** Role and name of what has the focus, as the browser tells them to a screen reader. */
export async function spokenFocus(page: Page): Promise<{ role: string; name: string }> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { objectId = '' } = result;
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false });
  await session.detach();
  return { role: nodes[0].role?.value, name: nodes[0].name?.value };
}
