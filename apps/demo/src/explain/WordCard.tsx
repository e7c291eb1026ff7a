import { useState } from 'preact/hooks';
import { Note } from '../page/Note.js';
import type { Explained } from '../protocol/explainCalls.js';
import { withEdit } from './edits.js';
import { type Item, sayingOf } from './items.js';
import { changeWords, edits } from './state.js';

interface WordCardProps {
  item: Exclude<Item, { kind: 'gap' }>;
  explained: Explained;
  /** Puts the focus back on the word. */
  onDone: () => void;
}

/** The chosen word: what it does, and what can be done to it to see the prediction move. */
export function WordCard({ item, explained, onDone }: WordCardProps) {
  const done = (next: typeof edits.value) => {
    changeWords(next);
    onDone();
  };
  return (
    <div class="word-card">
      <p class="told">
        <b dir="auto">{item.text.length > 60 ? `${item.text.slice(0, 60)}…` : item.text}</b> {sayingOf(item, explained)}
        .{item.kind === 'word' && <WordNote item={item} />}
      </p>
      {item.kind === 'dropped' ? (
        <button type="button" onClick={() => done(edits.value.filter(({ start }) => start !== item.edit.start))}>
          Put it back
        </button>
      ) : (
        <Replacing
          onReplace={(replacement) => done(withEdit(edits.value, { start: item.start, end: item.end, replacement }))}
          onLeave={onDone}
        />
      )}
    </div>
  );
}

/** A word is dropped when nothing comes in its place. */
function Replacing({ onReplace, onLeave }: { onReplace: (replacement: string) => void; onLeave: () => void }) {
  const [word, setWord] = useState('');
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (word.trim() !== '') onReplace(word);
  };
  return (
    <form class="row" onSubmit={onSubmit} onKeyDown={({ key }) => key === 'Escape' && onLeave()}>
      <button type="button" onClick={() => onReplace('')}>
        Drop it
      </button>
      <label class="row">
        <span class="small">or put</span>
        <input
          type="text"
          size={12}
          maxLength={80}
          value={word}
          autocomplete="off"
          onInput={({ currentTarget }) => setWord(currentTarget.value)}
        />
        <span class="small">in its place</span>
      </label>
      <button type="submit" disabled={word.trim() === ''}>
        Replace
      </button>
    </form>
  );
}

function WordNote({ item: { token, insteadOf } }: { item: Extract<Item, { kind: 'word' }> }) {
  const { lemma, leftOut, inVocabulary } = token;
  const why = {
    'stop word': 'It is on the list of stop words, which the model never sees; “no” and “not” are on it too.',
    markup: 'It is markup, not a word.',
    clipped: 'It lies past the last word that the model reads.',
  };
  return (
    <Note about="this word to the model">
      {leftOut
        ? why[leftOut]
        : inVocabulary
          ? `The model reads it as “${lemma}”. Its value is the method’s own number; only the shades are relative to the strongest word.`
          : 'The model has never learned this word: all such words share one vector, and so one value.'}
      {insteadOf !== null && ` It stands in place of “${insteadOf}”.`}
    </Note>
  );
}
