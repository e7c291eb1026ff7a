import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';

/** The starter corpus, as a table of one's own. */
export const starter = readFileSync(new URL('../../../packages/text/data/starter.jsonl', import.meta.url), 'utf8');

/** What a visitor does and sees in the Corpus view. */
export class CorpusPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.getByText(/^accurate on/).waitFor();
    await this.page.locator('nav a', { hasText: 'Corpus' }).click();
    await this.page.locator('.source').waitFor();
  }

  /** Chooses a table. */
  async choose(name: string, content: string): Promise<void> {
    const buffer = Buffer.from(content);
    await this.page.locator('.source input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await this.page.getByText(name, { exact: true }).waitFor();
  }

  /** Reads the chosen table to its end. */
  async read(): Promise<void> {
    await this.page.getByRole('button', { name: 'Read it' }).click();
    await this.page.locator('.results h2').waitFor();
  }

  /** The numbers of the rows that are shown. */
  rows(): Promise<number[]> {
    return this.page
      .locator('.rows td.in-row')
      .evaluateAll((cells) => cells.map(({ textContent }) => Number(textContent?.replaceAll(',', ''))));
  }

  /** Waits until so many rows pass. */
  async passing(count: number): Promise<void> {
    await this.page
      .locator('.pages [role=status]', { hasText: new RegExp(` of ${count.toLocaleString('en')}$`) })
      .waitFor();
  }

  text(row: number): Locator {
    return this.page
      .locator('.rows tr', { has: this.page.locator('td.in-row', { hasText: new RegExp(`^${row}$`) }) })
      .locator('.link');
  }

  /** The rows that pass, as they are exported. */
  async exported(): Promise<{ text: string; label: string; probabilities: Record<string, number> }[]> {
    const waiting = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Export as JSON Lines' }).click();
    const lines = readFileSync(await (await waiting).path(), 'utf8').trim();
    return lines.split('\n').map((line) => JSON.parse(line));
  }
}
