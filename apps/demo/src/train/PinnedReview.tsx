import { ReadText } from '../explain/ReadText.js';
import { percent } from '../explain/signed.js';
import { pin } from './running.js';
import { pinned, pinnedText } from './state.js';

/** One review, and what the model makes of it while it learns. */
export function PinnedReview() {
  const news = pinned.value;
  return (
    <div class="pinned">
      <h2>
        <label for="pinned">The review to follow</label>
      </h2>
      <div class="two">
        <textarea
          id="pinned"
          rows={6}
          spellcheck={false}
          dir="auto"
          placeholder="Type or paste a review …"
          value={pinnedText.value}
          onInput={({ currentTarget }) => pin(currentTarget.value)}
        />
        {news === null ? (
          <p class="faint waiting-text">
            Here it is explained again and again while a model learns: at first every word pushes at random, then the
            right ones begin to.
          </p>
        ) : (
          <div>
            <p class="told">
              After {news.steps.toLocaleString('en')} {news.steps === 1 ? 'step' : 'steps'}:{' '}
              <b>{news.explained.predicted}</b>{' '}
              <span class="probability">{percent(Math.max(...news.explained.probabilities))}</span>
            </p>
            <ReadText text={news.text} explained={news.explained} />
          </div>
        )}
      </div>
    </div>
  );
}
