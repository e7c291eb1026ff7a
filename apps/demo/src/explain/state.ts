import { computed, signal } from '@preact/signals';
import { type Method, methodScopes } from '@textcam/gradcam';
import type { ModelReport } from '../protocol/deviceCalls.js';
import type { Choices, Compared, Explained, Receipt, ReversalShown } from '../protocol/explainCalls.js';
import { applied, type Edit } from './edits.js';
import { examples } from './examples.js';

/** As typed; what-if changes are kept apart from it. */
export const text = signal(examples[0].text);
export const choices = signal<Choices>({
  method: 'gradcam',
  branch: 'all',
  className: null,
  target: 'margin',
  relu: false,
});
/** The method that is shown beside the first; null for none. */
export const beside = signal<Method | null>(null);

/** Words dropped and replaced to see what happens, and how it was before each. */
export const edits = signal<readonly Edit[]>([]);
export const earlierEdits = signal<readonly (readonly Edit[])[]>([]);
export const changedText = computed(() => applied(text.value, edits.value));

/** An answer, the text it is about, and the what-if changes in that. */
export interface Answer<Of> {
  text: string;
  edits: readonly Edit[];
  of: Of;
}
export const explained = signal<Answer<Explained> | null>(null);
/** Of the text without what-if changes, while there are some. */
export const unchanged = signal<Answer<Explained> | null>(null);
export const compared = signal<Answer<Compared> | null>(null);
export const receipt = signal<Answer<Receipt> | null>(null);
export const reversals = signal<Answer<{ delete: ReversalShown; zero: ReversalShown }> | null>(null);

export function typeText(typed: string): void {
  text.value = typed;
  edits.value = [];
  earlierEdits.value = [];
}

export function changeWords(next: readonly Edit[]): void {
  earlierEdits.value = [...earlierEdits.value, edits.value];
  edits.value = next;
}

export function undoChange(): void {
  const before = earlierEdits.value.at(-1);
  edits.value = before ?? [];
  earlierEdits.value = earlierEdits.value.slice(0, -1);
}

/** Choices that the method and the model allow: some methods look at the whole network, the article's at one branch, and one branch is all. */
export function allowed({ branch, className, relu, ...rest }: Choices, { preset, labels }: ModelReport): Choices {
  const { method } = rest;
  const count = preset.branches.length;
  const known = count === 1 || (branch !== 'all' && branch > count) ? 'all' : branch;
  return {
    ...rest,
    branch: methodScopes[method] === 'network' ? 'all' : method === 'article' && known === 'all' ? 1 : known,
    className: className !== null && labels.includes(className) ? className : null,
    relu: method === 'article' || relu,
  };
}
