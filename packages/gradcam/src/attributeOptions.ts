import { asked, ExplainError } from './explainError.js';
import { type BranchChoice, type Method, methodScopes, methods } from './explanation.js';
import type { ExplainableModel } from './model.js';
import type { TargetChoice } from './target.js';

export interface AttributeOptions {
  /** 'gradcam' when left out. */
  method?: Method;
  /**
   * Which convolution, counted from 1, or all of them together; 1 when left out, as in the article. A method that looks at the network as a
   * whole takes 'all' alone.
   */
  branch?: BranchChoice;
  /** The score to explain; the margin of the predicted class when left out. */
  target?: TargetChoice;
  /** Cut off evidence against the class at zero. The article's method always does. */
  relu?: boolean;
}

/** The options with nothing left out. */
export interface Settings {
  method: Method;
  branch: BranchChoice;
  relu: boolean;
}

/** Throws ExplainError for a method or branch that the model does not have. */
export function settingsOf(model: ExplainableModel, options: Omit<AttributeOptions, 'target'>): Settings {
  const { method = 'gradcam', relu = false } = options;
  if (!methods.includes(method)) {
    throw new ExplainError(`explain: no method ${asked(method)}; there are ${methods.join(', ')}; name one`);
  }
  const whole = methodScopes[method] === 'network';
  const { branch = whole ? 'all' : 1 } = options;
  if (whole && branch !== 'all') {
    throw new ExplainError(
      `explain: branch ${branch} for ${method}; it looks at the network as a whole; leave the branch out, or use gradcam`,
    );
  }
  if (method === 'article' && branch === 'all') {
    throw new ExplainError(
      "explain: all branches for article; the article's method looks at one, its scales differ; name one, or use gradcam",
    );
  }
  if (branch !== 'all' && !(typeof branch === 'number' && model.branches[branch - 1])) {
    throw new ExplainError(
      `explain: no branch ${asked(branch)}; this model has branches 1 to ${model.branches.length}; name one of them, or 'all'`,
    );
  }
  return { method, branch, relu: method === 'article' || relu };
}
