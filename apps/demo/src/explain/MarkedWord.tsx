import type { Explained } from '../protocol/explainCalls.js';
import { type Item, levelOf, sayingOf } from './items.js';

interface MarkedWordProps {
  item: Exclude<Item, { kind: 'gap' }>;
  n: number;
  explained: Explained;
  isTabStop: boolean;
  isChosen: boolean;
}

/** A word of the marked text: shaded, underlined and signed by its value, struck through when the model does not see it. */
export function MarkedWord({ item, n, explained, isTabStop, isChosen }: MarkedWordProps) {
  const saying = sayingOf(item, explained);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button does not break between lines as text does
    <span
      role="button"
      tabIndex={isTabStop ? 0 : -1}
      data-n={n}
      class={`word ${looksOf(item, explained)}${isChosen ? ' chosen' : ''}`}
      title={saying}
      aria-label={`${item.text}, ${saying}`}
    >
      {item.text}
    </span>
  );
}

export function looksOf(item: Exclude<Item, { kind: 'gap' }>, { strongest }: Explained): string {
  if (item.kind === 'dropped') return 'dropped';
  const { leftOut, inVocabulary } = item.token;
  const put = item.insteadOf === null ? '' : ' put';
  if (leftOut) return `out${put}`;
  const level = levelOf(item.token, strongest);
  const shade = level === 0 ? '' : level > 0 ? `for for-${level}` : `against against-${-level}`;
  return `${shade}${inVocabulary ? '' : ' unknown'}${put}`;
}
