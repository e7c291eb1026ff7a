import { ReadText } from '../explain/ReadText.js';
import { percent } from '../explain/signed.js';
import { pin } from './running.js';
import { lookedAt, pinnedHistory, pinnedText, settings } from './state.js';

/** One review, and what the model makes of it while it learns. */
export function PinnedReview() {
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
        {pinnedHistory.value.length === 0 ? (
          <p class="faint waiting-text">
            Here it is explained again and again while a model learns: at first every word pushes{' '}
            {settings.value.preset === 'accurate' ? 'as its counts say' : 'at random'}, then the right ones begin to.
          </p>
        ) : (
          <Followed />
        )}
      </div>
    </div>
  );
}

/** The explanation after some step: the newest, or one of those before. */
function Followed() {
  const history = pinnedHistory.value;
  const at = Math.min(lookedAt.value ?? history.length, history.length - 1);
  const { text, steps, explained } = history[at];
  const after = `After ${steps.toLocaleString('en')} ${steps === 1 ? 'step' : 'steps'}`;
  return (
    <div>
      <p class="told">
        {after}: <b>{explained.predicted}</b>{' '}
        <span class="probability">{percent(Math.max(...explained.probabilities))}</span>
      </p>
      <ReadText text={text} explained={explained} />
      {history.length > 1 && (
        <label class="back small">
          <span class="faint">Back in time</span>
          <input
            type="range"
            min={0}
            max={history.length - 1}
            value={at}
            aria-valuetext={after}
            onInput={({ currentTarget: { valueAsNumber } }) => {
              lookedAt.value = valueAsNumber === history.length - 1 ? null : valueAsNumber;
            }}
          />
        </label>
      )}
    </div>
  );
}
