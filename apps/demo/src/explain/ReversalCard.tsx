import { Note } from '../page/Note.js';
import type { ReversalShown } from '../protocol/explainCalls.js';
import { withEdit } from './edits.js';
import { percent } from './signed.js';
import { changeWords, edits, explained, reversals } from './state.js';

/** The smallest set of words without which the prediction is another. */
export function ReversalCard() {
  const answer = reversals.value;
  const current = answer !== null && answer.text === explained.value?.text;
  return (
    <section class="card reversal" aria-labelledby="reversal-title" aria-busy={!current}>
      <div class="heading">
        <h2 id="reversal-title">What would change its mind</h2>
        <Note about="this set of words">
          The fewest words without which the model says something else, by two ways to take them away: deleted, so that
          their neighbours meet, or with their vectors set to zero. The model was asked about each set.
        </Note>
      </div>
      {answer ? (
        <div class={current ? 'ways' : 'ways stale'}>
          <Way title="Deleting" found={answer.of.delete} classes={explained.value?.of.classes ?? []} />
          <Way title="Setting to zero" found={answer.of.zero} classes={explained.value?.of.classes ?? []} />
        </div>
      ) : (
        <p class="faint">…</p>
      )}
    </section>
  );
}

const listedAtMost = 30;

function Way({ title, found, classes }: { title: string; found: ReversalShown; classes: readonly string[] }) {
  const { words, smallest, predicted, probabilities, removal } = found;
  if (words === null) {
    return (
      <p>
        {title}: no set of words turns it round{smallest ? ', and that is proven' : ' that was found'}.
      </p>
    );
  }
  const apply = () => {
    // From the end, so that each place is still where it was found.
    changeWords(words.reduceRight((so, { start, end }) => withEdit(so, { start, end, replacement: '' }), edits.value));
  };
  return (
    <div class="way">
      <p>
        {title} {words.length === 1 ? 'one word' : `${words.length} words`} makes it <b>{predicted}</b>,{' '}
        {percent(probabilities[classes.indexOf(predicted)] ?? 0)}:
      </p>
      <p class="set">
        {words.slice(0, listedAtMost).map(({ start, text }) => (
          <span key={start} class="chip" dir="auto">
            {text}
          </span>
        ))}
        {words.length > listedAtMost && <span class="faint">and {words.length - listedAtMost} more</span>}
      </p>
      <p class="small faint">
        {smallest
          ? 'No smaller set does: that is proven for this network.'
          : 'The smallest that was found; a smaller one is not ruled out.'}
        {removal === 'zero' && ' Dropped from the text, they may not be enough: their neighbours meet then.'}
      </p>
      <button type="button" onClick={apply}>
        Drop {words.length === 1 ? 'it' : 'them'} and see
      </button>
    </div>
  );
}
