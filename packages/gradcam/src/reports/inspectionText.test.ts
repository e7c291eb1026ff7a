import { describe, expect, test } from 'vitest';
import { hostileTexts } from '../../test/explanations.js';
import { emptyInspection, hostileInspection, inspection } from '../../test/inspections.js';
import { renderInspectionText } from './inspectionText.js';

const plain = { colour: 'none' as const };

describe('an inspection for a terminal', () => {
  test('has all parts, each under its title', () => {
    const text = renderInspectionText(inspection, plain);
    const titles = text.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
    expect(titles).toEqual([
      'reviews.csv, test, drawn with seed 3: 10 texts',
      'True class (rows) and predicted class (columns)',
      'Words by class, those seen 2 times or more',
      'Filters: the n-grams that they answer to most',
      'Suspicious words',
      'The most confident errors',
      'What the model sees of 100 tokens',
    ]);
  });

  test('says what an occurrence and what all of them say, with how often a word was seen', () => {
    const text = renderInspectionText(inspection, plain);
    expect(text).toContain('positive, by what an occurrence says: good +4.00 (10), fun +1.00 (10)');
    expect(text).toContain('negative, by what all of them say: bad +20.0 (10)');
    expect(text).toContain('4/10: +3.00 for negative, seen 10 times; a rating');
    expect(text).toContain('highest: "good fun" 6.25 (7)');
    expect(text).toContain('row 7: negative, taken for positive with 75.0 %');
    expect(text).toContain('markup: 40.0 % (40): <br />');
  });

  test('of no texts, says so, and shows no number that is none', () => {
    const text = renderInspectionText(emptyInspection, plain);
    expect(text).toContain('There are no texts to look at.');
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test('breaks lines at the width of the terminal', () => {
    const lines = renderInspectionText(inspection, { colour: 'none', width: 60 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test.each(hostileTexts)('commands no terminal: %j', (hostile) => {
    const text = renderInspectionText(hostileInspection(hostile), plain);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
  });
});
