import { type BranchChoice, type Method, methods } from '../explanation.js';

/** A method, and where it looks. */
export interface Look {
  method: Method;
  branch: BranchChoice;
}

/** Every method on all branches, but for the article's, which looks at one; Grad-CAM on that one too, beside it. */
export const looks: readonly Look[] = methods.flatMap((method): Look[] => {
  if (method === 'article') return [{ method, branch: 1 }];
  const everywhere: Look = { method, branch: 'all' };
  return method === 'gradcam' ? [everywhere, { method, branch: 1 }] : [everywhere];
});
