import type { Explained } from '../protocol/explainCalls.js';
import { signed } from './signed.js';

/** What the marks mean, in words. */
export function Legend({ of }: { of: Explained }) {
  const { explained, rival, relu, strongest, leftOut, unknown } = of;
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${count} × ${reason}`);
  return (
    <ul class="legend small">
      <li>
        <span class="word for for-4">word</span> speaks for {explained}
      </li>
      {!relu && (
        <li>
          <span class="word against against-4">word</span> speaks{' '}
          {rival === null ? `against ${explained}` : `for ${rival}`}
        </li>
      )}
      {reasons.length > 0 && (
        <li>
          <span class="word out">word</span> never reached the model: {reasons.join(', ')}
        </li>
      )}
      {unknown > 0 && (
        <li>
          <span class="word unknown">word</span> unknown: {unknown} {unknown === 1 ? 'word' : 'words'} that all share
          one vector
        </li>
      )}
      <li class="faint">
        {strongest > 0
          ? `The fullest shade is ±${strongest.toPrecision(3)}, the strongest word here; shades cannot be compared between texts.`
          : relu
            ? 'No positive evidence: every value is 0 or cut off.'
            : 'No word carries evidence.'}{' '}
        {strongest > 0 && (
          <span class="spoken">
            From {signed(-strongest)} to {signed(strongest)}.
          </span>
        )}
      </li>
    </ul>
  );
}
