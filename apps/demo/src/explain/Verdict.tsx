import { Note } from '../page/Note.js';
import { model } from '../page/session.js';
import type { ModelReport } from '../protocol/deviceCalls.js';
import type { Explained } from '../protocol/explainCalls.js';
import { percent, signed } from './signed.js';
import { changeWords, edits, explained, unchanged, undoChange } from './state.js';

/** What the model says, how sure it is, and what changed words have done to that. */
export function Verdict() {
  const answer = explained.value?.of;
  if (!answer) {
    return (
      <section class="card verdict" aria-label="What the model says" aria-busy="true">
        <p class="predicted waiting">…</p>
        <p class="faint">
          {model.value === null ? 'The model and its language are being loaded.' : 'The model reads.'}
        </p>
      </section>
    );
  }
  const isCalibrated = model.value?.training.temperature !== undefined;
  return (
    <section class="card verdict" aria-label="What the model says">
      <p class="predicted" aria-live="polite" aria-atomic="true">
        <span class="spoken">The model says </span>
        <b>{answer.predicted}</b> <span class="probability">{percent(Math.max(...answer.probabilities))}</span>
        <Note about="this probability">
          {isCalibrated
            ? 'The share of softmax, calibrated: of texts like those that it has learned from, about so many are right where it says so. A sentence alone is no such text.'
            : 'The share of softmax: how sure the network is, not how often it is right. Short texts get more extreme ones than it has learned from.'}
        </Note>
      </p>
      <Probabilities answer={answer} />
      <Score answer={answer} />
      <Changes />
    </section>
  );
}

function Probabilities({ answer: { classes, probabilities, predicted } }: { answer: Explained }) {
  return (
    <table class="probabilities">
      <caption class="spoken">Probability of each class</caption>
      <tbody>
        {classes.map((name, n) => (
          <tr key={name} class={name === predicted ? 'chosen' : undefined}>
            <th scope="row">{name}</th>
            <td class="track">
              <span class="fill" style={{ inlineSize: `${(100 * probabilities[n]).toFixed(2)}%` }} />
            </td>
            <td class="number">{percent(probabilities[n])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Score({ answer: { explained: name, rival, score, length, ms } }: { answer: Explained }) {
  return (
    <dl class="score small">
      <div>
        <dt>{rival === null ? `Logit of ${name}` : `Margin of ${name} over ${rival}`}</dt>
        <dd>
          {signed(score)}
          <Note about="the score">
            {rival === null
              ? 'The network’s raw output for the class. With two classes it carries noise of its first weights for ever: prefer the margin.'
              : 'The network’s raw output for the class minus that for its rival: 0 is undecided. This is what the words are held against.'}
          </Note>
        </dd>
      </div>
      <div>
        <dt>Tokens seen</dt>
        <dd>
          {length}
          <Note about="the number of tokens">
            Words and signs that reach the network: {model.value && seenBy(model.value)}.
          </Note>
        </dd>
      </div>
      <div>
        <dt>Explained in</dt>
        <dd>
          {ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms
          <Note about="this time">From the text to the value of each word, on your machine, by the chosen method.</Note>
        </dd>
      </div>
    </dl>
  );
}

function seenBy({ preset: { stopWords, maximumLength } }: ModelReport): string {
  const others = stopWords === 'kept' ? 'not markup' : 'neither stop words, nor markup';
  return `${others}, nor what lies past the ${maximumLength.toLocaleString('en')}th of them`;
}

/** The what-if: how it was before words were dropped or replaced, and the ways back. */
function Changes() {
  const count = edits.value.length;
  if (count === 0) return null;
  const before = unchanged.value?.of;
  const now = explained.value?.of;
  return (
    <div class="changes">
      <h2>What if? {count === 1 ? 'One word is changed' : `${count} words are changed`}</h2>
      {before && now && <Move before={before} now={now} />}
      <div class="row">
        <button type="button" onClick={undoChange}>
          Undo
        </button>
        <button type="button" onClick={() => changeWords([])}>
          Put all back
        </button>
      </div>
    </div>
  );
}

function Move({ before, now }: { before: Explained; now: Explained }) {
  const at = before.classes.indexOf(before.predicted);
  const to = (
    <>
      <span aria-hidden="true">→</span>
      <span class="spoken">to</span>
    </>
  );
  return (
    <p aria-live="polite">
      {before.predicted}: {percent(before.probabilities[at])} {to} <b>{percent(now.probabilities[at])}</b>
      {before.explained === now.explained && (
        <span class="faint">
          {' '}
          (score {signed(before.score)} {to} {signed(now.score)})
        </span>
      )}
      {now.predicted !== before.predicted && <strong class="turned"> The prediction turned.</strong>}
    </p>
  );
}
