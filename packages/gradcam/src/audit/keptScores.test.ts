import { CpuDevice } from '@textcam/tensor';
import { Scorer } from '@textcam/text';
import { expect, test, vi } from 'vitest';
import { randomClassifier, words } from '../../test/classifiers.js';
import { encodedText } from '../inputText.js';
import { removals } from '../investigation.js';
import { only } from '../removal.js';
import { keptScores, orderKeeper } from './keptScores.js';

const device = new CpuDevice();
const plain = randomClassifier(device);
const phrases = randomClassifier(device, { ngrams: ['good bad', 'bad film', 'dull great wolf', 'good film'] });

test.each(
  removals.flatMap((removal) => [
    { removal, classifier: plain },
    { removal, classifier: phrases },
  ]),
)(
  'by $removal, sets that several orders lead to are scored once, and as the text that they leave, its n-grams too',
  async ({ removal, classifier }) => {
    const text = encodedText(classifier, classifier.encode(words.join(' ')).ids);
    const scorer = new Scorer(classifier);
    const score = vi.spyOn(scorer, 'score');
    const keep = orderKeeper(words.length);
    const [of, reverse] = [keep([0, 1, 2, 3, 4, 5, 6, 7]), keep([7, 6, 5, 4, 3, 2, 1, 0])];
    const sets = [
      { of, first: 0, end: 3 },
      // The same three, from behind.
      { of: reverse, first: 5, end: 8 },
      { of: reverse, first: 0, end: 3 },
      { of, first: 4, end: 4 },
    ];
    const scores = await keptScores(scorer, { text, removal, explained: 1 }, sets);
    expect(score.mock.calls.flatMap(([texts]) => texts)).toHaveLength(3);
    const left = [[0, 1, 2], [0, 1, 2], [5, 6, 7], []].map((places) => only(text, places, removal).ids);
    const expected = (await scorer.score(left)).map(({ prediction }) => prediction.probabilities[1]);
    expect([...scores]).toEqual(expected);
    scorer.dispose();
  },
);
