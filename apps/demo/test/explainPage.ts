import type { Locator, Page } from 'playwright';

/** What a visitor does and sees in the Explain view. */
export class ExplainPage {
  constructor(readonly page: Page) {}

  /** Types a text, and waits until it is explained. */
  async type(text: string): Promise<void> {
    await this.page.getByLabel('The review to explain').fill(text);
    await this.settled(text);
  }

  /** Waits until the marked text is this one. */
  async settled(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.querySelector('.marked .text')?.textContent?.startsWith(wanted),
      text,
    );
  }

  /** A word of the marked text. */
  word(text: string): Locator {
    return this.page.locator('.marked .word', { hasText: new RegExp(`^${text}$`) }).first();
  }

  async predicted(): Promise<string> {
    return (await this.page.locator('.verdict .predicted b').textContent()) ?? '';
  }

  /** The probabilities as the page shows them, class by class. */
  async probabilities(): Promise<string[]> {
    return this.page.locator('.verdict .probabilities .number').allTextContents();
  }

  /** The score as the page shows it: it moves where probabilities are as good as certain. */
  async score(): Promise<string> {
    return (await this.page.locator('.verdict .score dd').first().textContent()) ?? '';
  }

  /** Waits for another score than this one. */
  async changedFrom(score: string): Promise<void> {
    await this.page.waitForFunction(
      (before) => document.querySelector('.verdict .score dd')?.textContent !== before,
      score,
    );
  }
}
