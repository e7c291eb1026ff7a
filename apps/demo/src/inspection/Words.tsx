import type { WordEffect } from '@textcam/gradcam';
import { useState } from 'preact/hooks';
import { signed } from '../explain/signed.js';
import { BarTableHead } from '../page/BarTableHead.js';
import { Note } from '../page/Note.js';
import { Segments } from '../page/Segments.js';
import type { InspectionShown } from '../protocol/inspectionShown.js';

const wordsShown = 15;

type Measure = 'total' | 'mean';

/** Which words speak for which class, over all texts. */
export function Words({ of: { words, classes, minimumCount } }: { of: InspectionShown }) {
  const [measure, setMeasure] = useState<Measure>('total');
  return (
    <section class="card whole" aria-labelledby="class-words-title">
      <h2 id="class-words-title">
        The words of each class
        <Note about="a word’s value here">
          Grad-CAM of the margin, summed over all branches and over all places of the word, or the mean of one place.
          Words that occur less than {minimumCount} {minimumCount === 1 ? 'time' : 'times'} are left out.
        </Note>
      </h2>
      <div class="switches">
        <Segments
          title="By"
          value={measure}
          options={[
            ['total', 'all places together'],
            ['mean', 'each place'],
          ]}
          onChange={setMeasure}
        />
      </div>
      <div class="columns">
        {words.map(({ className, byMean, byTotal }, n) => (
          <WordTable
            key={className}
            className={className}
            words={measure === 'mean' ? byMean : byTotal}
            strengthOf={({ means, totals }) => (measure === 'mean' ? means : totals)[n]}
            looks={classes.length === 2 && n === 0 ? 'against' : 'for'}
          />
        ))}
      </div>
    </section>
  );
}

interface WordTableProps {
  className: string;
  words: readonly WordEffect[];
  strengthOf: (effect: WordEffect) => number;
  looks: 'for' | 'against';
}

function WordTable({ className, words, strengthOf, looks }: WordTableProps) {
  const most = Math.max(...words.map(strengthOf), Number.MIN_VALUE);
  return (
    <table class="class-words">
      <caption>
        <b>{className}</b>
        {words.length === 0 && ': no word speaks for it often enough.'}
      </caption>
      <BarTableHead />
      <tbody>
        {words.slice(0, wordsShown).map((effect) => (
          <tr key={effect.word}>
            <th scope="row" dir="auto">
              {effect.word.slice(0, 24)} <span class="faint small">×{effect.count.toLocaleString('en')}</span>
            </th>
            <td class="steps">
              <span
                class={`bar ${looks}`}
                style={{ inlineSize: `${((100 * strengthOf(effect)) / most).toFixed(1)}%` }}
              />
            </td>
            <td class="number">{signed(strengthOf(effect))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
