import type { BranchChoice, Method } from '@textcam/gradcam';

/** A method for visitors: its name, and in a sentence what a word's value is. */
export interface MethodInWords {
  name: string;
  means: string;
}

export const methodNames: Readonly<Record<Method, MethodInWords>> = {
  gradcam: {
    name: 'Grad-CAM',
    means: 'A word’s value is what the filters say at it, each filter weighted by the mean of its gradient.',
  },
  article: {
    name: 'The article’s',
    means:
      'A word’s value is what the filters say at it, each weighted by the mean gradient of its own weights; what speaks against the class is cut off.',
  },
  'gradcam++': {
    name: 'Grad-CAM++',
    means: 'As Grad-CAM, weighted by the filters’ positive gradients alone: what speaks against the class is lost.',
  },
  hirescam: {
    name: 'HiResCAM',
    means: 'What the filters say at a word, times the gradient right there; in this network the same as Grad-CAM.',
  },
  layercam: {
    name: 'LayerCAM',
    means: 'As HiResCAM, with positive gradients alone: what speaks against the class is lost.',
  },
  'gradient-x-input': {
    name: 'Gradient × input',
    means: 'A word’s vector times the gradient of the score with respect to it.',
  },
  'integrated-gradients': {
    name: 'Integrated gradients',
    means: 'Gradient × input, averaged on the way from vectors of zeros to the text’s own.',
  },
  'occlusion-delete': {
    name: 'Leave out: delete',
    means: 'How much the score falls when the word is deleted and its neighbours meet.',
  },
  'occlusion-zero': {
    name: 'Leave out: zero',
    means: 'How much the score falls when the word’s vector is set to zero.',
  },
  'occlusion-pad': {
    name: 'Leave out: pad',
    means: 'How much the score falls when the padding entry takes the word’s place.',
  },
  receipt: {
    name: 'Receipt',
    means: 'The word’s exact part of the score, over all filters: with the bias they add up to it.',
  },
};

export function branchName(branch: BranchChoice, kernelSizes: readonly number[]): string {
  if (branch === 'all') return 'all';
  const size = kernelSizes[branch - 1];
  return `${branch}: ${size === 1 ? 'single words' : size === 2 ? 'pairs' : size === 3 ? 'triples' : `${size} words`}`;
}
