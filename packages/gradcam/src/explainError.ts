/** A class, branch or method that a classifier does not have, or a classifier that does not give numbers. */
export class ExplainError extends Error {
  override readonly name = 'ExplainError';
}
