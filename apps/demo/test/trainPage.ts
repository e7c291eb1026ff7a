import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';

export interface Settings {
  dimensions: number;
  epochs: number;
  batchSize: number;
  learningRate?: number;
  seed?: number;
}

/** Enough to learn something, and soon done. */
export const small: Settings = { dimensions: 16, epochs: 4, batchSize: 16, learningRate: 0.005 };
/** As good as endless. */
export const long: Settings = { dimensions: 16, epochs: 10_000, batchSize: 16 };

/** What a visitor does and sees in the Train view. */
export class TrainPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.getByText(/^accurate on/).waitFor();
    await this.page.locator('nav a', { hasText: 'Train' }).click();
    await this.button('Train').waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async set({ dimensions, epochs, batchSize, learningRate = 0.001, seed = 1 }: Settings): Promise<void> {
    const fields = {
      Dimensions: dimensions,
      Epochs: epochs,
      'Batch size': batchSize,
      'Learning rate': learningRate,
      Seed: seed,
    };
    for (const [label, value] of Object.entries(fields)) {
      await this.page.getByLabel(label, { exact: true }).fill(String(value));
    }
  }

  async choosePreset(name: string): Promise<void> {
    await this.page.getByRole('radio', { name, exact: true }).check({ force: true });
  }

  async choose(name: string, content: string | Buffer): Promise<void> {
    const buffer = Buffer.from(content);
    await this.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await this.page.getByText(name, { exact: true }).waitFor();
  }

  async start(settings: Settings): Promise<void> {
    await this.set(settings);
    await this.button(/^Train/).click();
  }

  /** Waits until the model is trained and tested. */
  async done(): Promise<void> {
    await this.page.locator('.doing', { hasText: /^(Done|Stopped)/ }).waitFor();
  }

  /** How many steps the pinned review was last explained after. */
  async pinnedSteps(): Promise<number> {
    const told = (await this.page.locator('.pinned .told').textContent()) ?? '';
    return Number(/After ([\d,]+)/.exec(told)?.[1].replaceAll(',', ''));
  }

  /** The model's file, as the page downloads it. */
  async download(): Promise<{ name: string; bytes: Buffer }> {
    const waiting = this.page.waitForEvent('download');
    await this.button('Download the model').click();
    const download = await waiting;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  /** The probabilities of the text in the Explain view, in full, by the explanation that the page copies. */
  async probabilities(): Promise<number[]> {
    await this.button('Copy as JSON').click();
    await this.page.getByText('The explanation is copied.').last().waitFor();
    const json = await this.page.evaluate(() => navigator.clipboard.readText());
    return JSON.parse(json).probabilities;
  }
}
