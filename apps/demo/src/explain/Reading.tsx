import { Note } from '../page/Note.js';
import { model } from '../page/session.js';
import type { Explained } from '../protocol/explainCalls.js';
import { Legend } from './Legend.js';
import { MarkedText } from './MarkedText.js';
import { branchName, methodNames } from './methodNames.js';
import { signed } from './signed.js';
import { compared, explained } from './state.js';

/** The text as the model reads it, by one method or by two beside each other. */
export function Reading() {
  const first = explained.value;
  if (!first) return null;
  const second = compared.value;
  return (
    <section class="reading" aria-labelledby="reading-title">
      <h2 id="reading-title">The text, as the model read it</h2>
      {second && (
        <p class="correlation">
          The two methods’ rank correlation is{' '}
          <b>{second.of.correlation === null ? 'not defined' : second.of.correlation.toFixed(3)}</b>
          <Note about="the rank correlation">
            Spearman’s ρ: 1 when both methods put the words in the same order, −1 in the reverse one, near 0 when they
            have nothing in common. Not defined when a method gives every word the same value.
          </Note>
        </p>
      )}
      <div class={second ? 'two' : 'one'}>
        <div>
          <Terms of={first.of} />
          <MarkedText
            answer={first}
            label="The text by the chosen method. Arrow keys go from word to word, Delete drops one."
          />
        </div>
        {second && (
          <div>
            <Terms of={second.of.explained} />
            <MarkedText answer={{ ...second, of: second.of.explained }} label="The text by the method beside it" />
          </div>
        )}
      </div>
      <Legend of={first.of} />
    </section>
  );
}

/** By which method, on what terms, and what has to be known before it is trusted. */
function Terms({ of: { method, branch, m, delta, warnings } }: { of: Explained }) {
  const sizes = model.value?.preset.branches.map(({ kernelSize }) => kernelSize) ?? [];
  const { name, means } = methodNames[method];
  return (
    <div class="terms">
      <h3>
        {name}
        {branch !== 'all' && sizes.length > 1 && <span class="faint">, branch {branchName(branch, sizes)}</span>}
      </h3>
      <p class="small faint">
        {means}
        {m !== null && (
          <>
            {' '}
            m is {signed(m)}
            <Note about="m">
              The mean of all embedding entries of this text. The article’s values carry it as a factor, its sign turned
              round: they rank rightly only when it is below 0.
            </Note>
          </>
        )}
        {delta !== null && (
          <>
            {' '}
            δ is {signed(delta)}
            <Note about="δ">
              How far the values are from adding up to the score less that of the biases alone: 0 but for rounding.
            </Note>
          </>
        )}
      </p>
      {method === 'article' && warnings.length === 0 && (
        <p class="warning small">
          The article’s values start from the loss and shrink as the model grows sure: compare them within one text
          alone, never between two.
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} class="warning" role="note">
          <b>Warning.</b> {warning}
        </p>
      ))}
    </div>
  );
}
