import type { Explanation, Method } from '../explanation.js';
import { asName } from './outsideText.js';

/** A method for readers: its name, and in a clause what a word's value is. */
interface MethodInWords {
  name: string;
  value: string;
}

const inWords: Record<Method, MethodInWords> = {
  gradcam: { name: 'Grad-CAM', value: 'what the filters say at the word, each weighted by its mean gradient' },
  article: {
    name: "The article's method",
    value:
      'what the filters say at the word, each weighted by the mean gradient of its weights; evidence against is cut off',
  },
  'gradcam++': {
    name: 'Grad-CAM++',
    value: 'what the filters say at the word, weighted by their rising gradients alone',
  },
  hirescam: { name: 'HiResCAM', value: 'what the filters say at the word, each times its gradient there' },
  layercam: {
    name: 'LayerCAM',
    value: 'what the filters say at the word, each times its gradient there where that rises',
  },
  'gradient-x-input': { name: 'Gradient × input', value: "the word's vector times the gradient there" },
  'integrated-gradients': {
    name: 'Integrated gradients',
    value: "the word's vector times the mean gradient on the way from vectors of zeros to the text",
  },
  'occlusion-delete': { name: 'Without the word', value: 'what the score loses when the word is deleted' },
  'occlusion-zero': { name: 'Word at zero', value: "what the score loses when the word's vector is zero" },
  'occlusion-pad': {
    name: 'Word as padding',
    value: 'what the score loses when the padding entry stands in its place',
  },
  receipt: { name: 'Receipt', value: 'what the word adds to the score, exactly' },
};

/** The method by its name alone. */
export function methodName({ method }: Explanation): string {
  return inWords[method].name;
}

/** Where in the network it looks: "branch 1"; empty for a method that looks at the network as a whole. */
export function whereOf({ branch, windows }: Explanation): string {
  if (branch !== 'all') return `branch ${branch}`;
  return windows.length > 0 ? 'all branches' : '';
}

/** The method by name, and what of the network it looks at: "Grad-CAM, branch 1". */
export function nameOf(explanation: Explanation): string {
  const { method, relu } = explanation;
  const cut = relu && method !== 'article' ? 'evidence for alone' : '';
  return [methodName(explanation), whereOf(explanation), cut].filter((part) => part !== '').join(', ');
}

/** What a word's value is by this method, in a clause. */
export function meaningOf({ method }: Explanation): string {
  return inWords[method].value;
}

/** What negative values speak for: "positive", or, of a class alone, "other classes than negative". */
export function otherSide({ explained, rival }: Explanation, most?: number): string {
  return rival === null ? `anything but ${asName(explained, most)}` : asName(rival, most);
}

/** What the values explain: a margin, or a logit alone. */
export function scoreName({ explained, rival }: Explanation): string {
  return rival === null
    ? `the logit of ${asName(explained)}`
    : `the margin of ${asName(explained)} over ${asName(rival)}`;
}
