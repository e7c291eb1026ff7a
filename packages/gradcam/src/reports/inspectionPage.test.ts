import { describe, expect, test } from 'vitest';
import { type Element, elementsOf } from '../../test/elements.js';
import { hostileTexts } from '../../test/explanations.js';
import { emptyInspection, hostileInspection, inspection } from '../../test/inspections.js';
import type { Inspection } from '../corpus/inspection.js';
import { renderInspection } from './inspectionPage.js';

const pageOf = async (of: Inspection = inspection) => elementsOf(await renderInspection(of));
const textsOf = (elements: Element[], name: string) =>
  elements.filter((element) => element.name === name).map(({ text }) => text.replace(/\s+/g, ' ').trim());

describe('the page of an inspection', () => {
  test('says first how right and how sure the model is', async () => {
    const page = await pageOf();
    expect(textsOf(page, 'h1')).toEqual(['Inspection on reviews.csv, test, drawn with seed 3']);
    expect(textsOf(page, 'p')[0]).toBe(
      'The model is right on 80.0 % and surer than it is right: it gives its verdicts 90.0 % on average. ' +
        'Its most confident error is row 7. One word looks suspicious.',
    );
    expect(textsOf(page, 'dd')).toEqual(['10', '0.8000', '0.7500', '0.4000', '0.1000']);
  });

  test('a number of the confusion matrix leads to its reviews', async () => {
    const page = await pageOf();
    const links = page.filter(({ name }) => name === 'a');
    expect(links.map(({ text, attributes }) => [text, attributes.href])).toEqual([
      ['4', '#texts-0-0'],
      ['1', '#texts-0-1'],
      ['5', '#texts-1-1'],
    ]);
    const list = page.find(({ attributes }) => attributes.id === 'texts-0-1');
    expect(list?.text.replace(/\s+/g, ' ').trim()).toBe('row 7, 95.0 %: Good? No.');
    expect(textsOf(page, 'summary')).toContain('negative, taken for positive: 1');
  });

  test('each chart has its values in a table', async () => {
    const page = await pageOf();
    const charts = page.filter(({ attributes }) => attributes.role === 'img');
    expect(charts.map(({ attributes }) => attributes['aria-label'])).toEqual([
      'True positive rate over false positive rate; the area under it is 0.7500. The table has the values.',
      'Share of right answers over confidence; the table has the values',
    ]);
    const rows = textsOf(page, 'tr');
    expect(rows).toContain('0.51.0000 0.2000');
    expect(rows).toContain('0.5 to 1.010 100.0 %0.90000.8000');
  });

  test('every table has a caption, and every head a scope', async () => {
    const page = await pageOf();
    const count = (name: string) => page.filter((element) => element.name === name).length;
    expect(count('caption')).toBe(count('table'));
    for (const { attributes } of page.filter(({ name }) => name === 'th'))
      expect(attributes.scope).toMatch(/^(row|col)$/);
  });

  test('lists words, suspicions with their reasons, n-grams, and what the model sees', async () => {
    const rows = textsOf(await pageOf(), 'tr');
    expect(rows).toContain('good10 +4.00');
    expect(rows).toContain('4/10negative+3.00 10a rating');
    expect(rows).toContain('3positive0.500 “good fun” +6.25 (7)none that came often enough');
    expect(rows).toContain('markup4040.0 % <br /> 40');
  });

  test('shows an error with its text and the words that misled', async () => {
    const page = await pageOf();
    expect(textsOf(page, 'summary')).toContain('row 7: negative, taken for positive with 75.0 %');
    expect(page.find(({ attributes }) => attributes.class === 'text')?.text).toBe('Good the no');
  });

  test('of no texts, says so, and shows no number that is none', async () => {
    const page = await pageOf(emptyInspection);
    expect(textsOf(page, 'p')[0]).toBe('There are no texts to look at.');
    expect(page[0].text).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test('with three classes, each has a curve against the rest', async () => {
    const roc = ['a', 'b', 'c'].map((className) => ({ ...inspection.roc[0], className }));
    expect(textsOf(await pageOf({ ...inspection, roc }), 'li')).toEqual(
      expect.arrayContaining(['a against the rest', 'b against the rest', 'c against the rest', 'By chance']),
    );
  });
});

test('whatever texts try, no element is there but our own, and none that loads or runs', async () => {
  const page = await pageOf(hostileInspection(hostileTexts.join(' ')));
  const ours =
    'html head meta title style body main h1 h2 p div dl dt dd table caption thead tbody tr th td figure figcaption ul li span strong a ' +
    'details summary svg g path text rect defs clipPath';
  expect([...new Set(page.map(({ name }) => name))].filter((name) => !ours.split(' ').includes(name))).toEqual([]);
  for (const { attributes } of page) {
    for (const [name, value] of Object.entries(attributes)) {
      expect(name).not.toMatch(/^(on|src|xlink:href)/);
      if (name === 'href') expect(value).toMatch(/^#texts-\d+-\d+$/);
    }
  }
});
