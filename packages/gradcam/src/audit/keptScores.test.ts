import { CpuDevice } from '@textcam/tensor';
import { Scorer } from '@textcam/text';
import { expect, test, vi } from 'vitest';
import { randomClassifier, words } from '../../test/classifiers.js';
import { inputText } from '../inputText.js';
import { removals } from '../investigation.js';
import { only } from '../removal.js';
import { keptScores, orderKeeper } from './keptScores.js';

const classifier = randomClassifier(new CpuDevice());
const { ids } = classifier.encode(words.join(' '));

test.each(removals)(
  'by %s, sets that several orders lead to are scored once, and as the text that they leave',
  async (removal) => {
    const scorer = new Scorer(classifier);
    const score = vi.spyOn(scorer, 'score');
    const keep = orderKeeper(ids.length);
    const [of, reverse] = [keep([0, 1, 2, 3, 4, 5, 6, 7]), keep([7, 6, 5, 4, 3, 2, 1, 0])];
    const sets = [
      { of, first: 0, end: 3 },
      // The same three, from behind.
      { of: reverse, first: 5, end: 8 },
      { of: reverse, first: 0, end: 3 },
      { of, first: 4, end: 4 },
    ];
    const scores = await keptScores(scorer, { text: inputText(ids), removal, explained: 1 }, sets);
    expect(score.mock.calls.flatMap(([texts]) => texts)).toHaveLength(3);
    const left = [[0, 1, 2], [0, 1, 2], [5, 6, 7], []].map((places) => only(inputText(ids), places, removal).ids);
    const expected = (await scorer.score(left)).map(({ prediction }) => prediction.probabilities[1]);
    expect([...scores]).toEqual(expected);
    scorer.dispose();
  },
);
