import { investigate, renderHtml } from '@textcam/gradcam';
import { openDevice } from '@textcam/tensor';
import { presets, train } from '@textcam/text';
import { expect, test } from 'vitest';

const sentences = {
  positive: ['a great film', 'great actors', 'what a lovely story', 'lovely and great', 'a lovely film', 'great story'],
  negative: ['a dull film', 'dull actors', 'what a boring story', 'boring and dull', 'a boring film', 'dull story'],
};
const examples = Object.entries(sentences).flatMap(([label, texts]) =>
  texts.map((text, n) => ({
    name: `${label} ${n}`,
    label,
    text,
    split: n < 4 ? ('train' as const) : ('test' as const),
  })),
);
const dataset = {
  name: 'twelve sentences',
  list: async () => examples,
  async *read() {
    yield* examples;
  },
};

test('a classifier is trained in the page, explains a review, and its report runs nothing that the review brings', async () => {
  const preset = { ...presets.article, dimensions: 8, epochs: 30, batchSize: 4, learningRate: 0.01 };
  const training = train({ dataset, preset, device: await openDevice('webgpu'), seed: 1 });
  let step = await training.next();
  while (!step.done) step = await training.next();
  const { classifier } = step.value;

  const investigation = await investigate(
    classifier,
    'A great <img src=x onerror="document.title=1"> story <b>indeed</b>',
  );
  expect(investigation.explanation.predicted).toBe('positive');
  const page = document.createElement('iframe');
  page.srcdoc = await renderHtml(investigation);
  const loaded = new Promise((resolve) => {
    page.onload = resolve;
  });
  document.body.append(page);
  await loaded;
  const report = page.contentDocument;
  expect(report?.body.textContent).toContain('<b>indeed</b>');
  expect(report?.querySelector('img')).toBeNull();
  expect(report?.title).not.toBe('1');
});
