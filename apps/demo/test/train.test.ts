import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder, textcam } from '../../../packages/cli/test/textcam.js';
import { drop } from './drop.js';
import { ExplainPage } from './explainPage.js';
import { killGpuProcess } from './gpuProcess.js';
import { long, small, TrainPage } from './trainPage.js';
import { startBrowser, type Visit, visit } from './visit.js';

let browser: Browser;
let visited: Visit;
let view: TrainPage;
beforeAll(async () => {
  browser = await startBrowser();
});
beforeEach(async () => {
  visited = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  view = new TrainPage(visited.page);
  await view.open();
});
afterEach(async () => {
  expect(visited.problems).toEqual([]);
  await visited.end();
});
afterAll(() => browser?.close());

/** 40 reviews of two words each. */
const rows = Array.from({ length: 40 }, (_, n) => [
  n % 2 === 0 ? `fine film number${n}` : `dull film number${n}`,
  n % 2 === 0 ? 'good' : 'bad',
]);
const csv = ['text,label', ...rows.map(([text, label]) => `${text},${label}`)].join('\n');

test('on the starter corpus to the end: used at once, downloaded, and dropped in after a reload, it predicts the same', async () => {
  const { page } = visited;
  await view.start(small);
  await view.done();
  expect(await page.locator('.results h2').textContent()).toBe('On 48 texts it has never seen');
  expect(await page.locator('.chart canvas').count()).toBe(4);
  const { name, bytes } = await view.download();
  expect(name).toBe('starter.safetensors');
  await view.button('Use it in Explain').click();
  const explain = new ExplainPage(page);
  await page.getByText(/^starter on/).waitFor();
  const text = 'A brilliant cast in a dull film.';
  await explain.type(text);
  const before = await view.probabilities();
  await page.reload();
  await page.getByText(/^accurate on/).waitFor();
  await drop(page, name, bytes);
  await page.getByText(/^starter on/).waitFor();
  await explain.type(text);
  const after = await view.probabilities();
  expect(after).toHaveLength(2);
  after.forEach((value, n) => {
    expect(value).toBeCloseTo(before[n], 5);
  });
});

/** Enough to hold some back and calibrate on, one in nine with the wrong label. */
const many = [
  'text,label',
  ...Array.from(
    { length: 1400 },
    (_, n) => `${n % 2 === 0 ? 'not fine' : 'not dull'} film n${n % 50},${(n % 9 === 0 ? n + 1 : n) % 2}`,
  ),
].join('\n');

test.each([
  ['article', 'few', csv, { dimensions: 12, epochs: 3, batchSize: 7, learningRate: 0.01, seed: 5 }],
  ['accurate', 'few', csv, { dimensions: 8, epochs: 3, batchSize: 7, learningRate: 0.01, seed: 5 }],
  ['accurate', 'many', many, { dimensions: 8, epochs: 1, batchSize: 50, learningRate: 0.01, seed: 5 }],
] as const)(
  'the model by the preset %s of %s texts is the command’s, bit for bit, from the same seed, settings and texts',
  async (preset, count, content, wanted) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'reviews.csv');
    writeFileSync(file, content);
    const { dimensions, epochs, batchSize, learningRate, seed } = wanted;
    const named = { preset, dimensions, epochs, 'batch-size': batchSize, lr: learningRate, seed };
    const settings = Object.entries(named).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const ran = await textcam(['train', '--dataset', file, ...settings, '--device', 'cpu', '--out', folder]);
    expect(ran).toMatchObject({ code: 0 });
    await view.choose('reviews.csv', content);
    await view.choosePreset(preset);
    await view.start(wanted);
    await view.done();
    const { bytes } = await view.download();
    // Only where there is enough to calibrate on.
    expect(bytes.includes('\\"temperature\\":')).toBe(count === 'many');
    // Parameters, vocabulary, labels and provenance.
    expect(bytes.equals(await readFile(join(folder, 'model.safetensors')))).toBe(true);
  },
);

describe('a training', () => {
  test('is paused, explains another pinned review meanwhile, goes on, and is stopped with what it has learned', async () => {
    const { page } = visited;
    await view.start(long);
    await page.locator('.pinned .told').waitFor();
    await view.button('Pause').click();
    await page.getByText(/^Paused\./).waitFor();
    await page.getByLabel('The review to follow', { exact: true }).fill('An utterly different text.');
    await page.locator('.pinned .text', { hasText: 'An utterly different text.' }).waitFor();
    const paused = await view.pinnedSteps();
    await page.getByLabel('The review to follow', { exact: true }).fill('And one more.');
    await page.locator('.pinned .text', { hasText: 'And one more.' }).waitFor();
    expect(await view.pinnedSteps()).toBe(paused);
    await view.button('Resume').click();
    await page.waitForFunction(
      (before) =>
        Number(
          /After ([\d,]+)/.exec(document.querySelector('.pinned .told')?.textContent ?? '')?.[1].replaceAll(',', ''),
        ) > before,
      paused,
    );
    await view.button('Stop').click();
    await view.done();
    expect(await page.locator('.doing').textContent()).toMatch(/^Stopped after [\d,]+ of 120,000 steps\./);
    expect((await view.download()).bytes.length).toBeGreaterThan(10_000);
    // The finished model goes on explaining what is typed.
    await page.getByLabel('The review to follow', { exact: true }).fill('After all.');
    await page.locator('.pinned .text', { hasText: 'After all.' }).waitFor();
  });

  test('by the preset accurate that is stopped keeps its runs of words', async () => {
    await view.choosePreset('accurate');
    await view.start({ ...long, dimensions: 8 });
    await visited.page.locator('.pinned .told').waitFor();
    await view.button('Stop').click();
    await view.done();
    await view.button('Use it in Explain').click();
    await visited.page.getByText(/Knows [\d,]+ words and [\d,]+ runs of words/).waitFor();
  });

  test('goes on while another view is shown, and explanations do not wait for it', async () => {
    const { page } = visited;
    await view.start(long);
    await page.locator('.pinned .told').waitFor();
    await page.locator('nav a', { hasText: 'Explain' }).click();
    await new ExplainPage(page).type('A dull film.');
    await page.locator('nav a', { hasText: 'Train' }).click();
    await view.button('Stop').click();
    await view.done();
  });

  test('computes in a worker of its own: the page’s main thread has no share in it', async () => {
    const { page } = visited;
    const before = page.workers().length;
    await page.evaluate(() => {
      const tasks: number[] = [];
      Reflect.set(globalThis, 'longTasks', tasks);
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: 'longtask' });
    });
    await view.start({ dimensions: 100, epochs: 30, batchSize: 10 });
    await page.locator('.pinned .told').waitFor();
    expect(page.workers().length).toBeGreaterThan(before);
    await view.done();
    const tasks = await page.evaluate((): number[] => Reflect.get(globalThis, 'longTasks'));
    // Said, not asserted: on a machine that others use too, it is theirs as much as ours.
    console.log(
      `Tasks over 50 ms on the main thread while training: ${tasks.length === 0 ? 'none' : tasks.join(', ')}`,
    );
  });

  test('that diverges costs a sentence, and the next one works', async () => {
    await view.start({ ...small, learningRate: 10, epochs: 200 });
    await visited.page
      .getByRole('alert')
      .or(visited.page.locator('.doing', { hasText: /^Done/ }))
      .first()
      .waitFor();
    await view.start(small);
    await view.done();
  });
});

describe('a table', () => {
  test.each([
    ['a row with too many fields', `${csv}\nreally, a comma,good`, 'line 42: has 3 fields; must have 2'],
    ['a row without a label', `${csv}\nno label,`, 'line 42: the label is empty'],
    ['one label alone', 'text,label\na,good\nb,good', 'has one label, "good"'],
  ])('with %s costs one sentence that names the row', async (_, content, sentence) => {
    const { page } = visited;
    await view.choose('broken.csv', content);
    await view.start(small);
    expect(await page.getByRole('alert').textContent()).toContain(`broken.csv`);
    expect(await page.getByRole('alert').textContent()).toContain(sentence);
    await view.choose('good.csv', csv);
    await view.start(small);
    await view.done();
  });

  test.each([
    ['notes.txt', 'text,label\na,b', 'is no table by its name'],
    ['empty.csv', '', 'has no rows'],
    ['open.csv', `${csv}\n"open,good`, 'line 42: the row that starts here has a quote that is never closed'],
    ['latin.csv', Buffer.from([0x74, 0x2c, 0x6c, 0x0a, 0xe9, 0x2c, 0x61]), 'is not UTF-8'],
  ])('%s is refused as it is chosen', async (name, content, sentence) => {
    await drop(visited.page, name, Buffer.from(content));
    expect(await visited.page.getByRole('alert').textContent()).toContain(sentence);
    await view.button('Train').waitFor();
  });

  test('as JSON Lines, with columns of other names, is read by the columns that are chosen', async () => {
    const { page } = visited;
    const lines = rows.map(([text, label], n) => JSON.stringify({ id: n, words: text, kind: label })).join('\n');
    await view.choose('reviews.jsonl', lines);
    expect(await page.getByLabel('Texts are in').inputValue()).toBe('words');
    expect(await page.getByLabel('Labels are in').locator('option:checked').textContent()).toBe('kind');
    await view.start({ ...small, epochs: 30 });
    await view.done();
    expect(await page.locator('.figures dd').first().textContent()).toContain('100.0 %');
  });

  test('too large to be held is refused, and the sentence says the limit', async () => {
    const { page } = visited;
    await page.evaluate(() => {
      const megabyte = 'a,b\n'.repeat(250_000);
      const head = new File(['text,label\n', ...Array.from({ length: 401 }, () => megabyte)], 'large.csv');
      const transfer = new DataTransfer();
      transfer.items.add(head);
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
    });
    await page.getByText('large.csv', { exact: true }).waitFor();
    await view.start(small);
    expect(await page.getByRole('alert').textContent()).toMatch(/large\.csv: 402 MB; must be at most 400 MB/);
  });
});

test('by keyboard alone, a model is trained and taken to the Explain view', async () => {
  const { page } = visited;
  const tabTo = async (selector: string) => {
    for (let n = 0; n < 80; n++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`keyboard: ${selector} is not reached by Tab`);
  };
  await tabTo('#setting-epochs');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await view.done();
  await tabTo('.confusion .cell');
  await page.keyboard.press('Enter');
  await tabTo('.texts .link');
  await page.keyboard.press('Enter');
  await page.getByText(/^starter on/).waitFor();
  await page.locator('.marked .word').first().waitFor();
});

test('on WebGPU it learns too, and goes on by itself when the GPU is lost', async () => {
  const withGpu = await startBrowser({ webgpu: true });
  const { page, end } = await visit(withGpu, { hash: '#/device' });
  await page.getByText(/^accurate on the CPU/).waitFor();
  await page.getByRole('radio', { name: 'WebGPU' }).check({ force: true });
  await page.getByText(/^accurate on WebGPU/).waitFor();
  const onGpu = new TrainPage(page);
  await onGpu.open();
  await onGpu.choose('reviews.csv', csv);
  await onGpu.start(long);
  await page.waitForFunction(() =>
    /After [1-9]/.test(globalThis.document.querySelector('.pinned .told')?.textContent ?? ''),
  );
  killGpuProcess();
  await page.getByText('The GPU was lost').first().waitFor();
  const lostAfter = await onGpu.pinnedSteps();
  await expect.poll(() => onGpu.pinnedSteps(), { timeout: 30_000 }).toBeGreaterThan(lostAfter);
  await onGpu.button('Stop').click();
  await onGpu.done();
  expect(await page.locator('.results h2').textContent()).toBe('On 8 texts it has never seen');
  await end();
  await withGpu.close();
});
