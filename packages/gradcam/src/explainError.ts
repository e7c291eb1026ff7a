/** A class, branch or method that a classifier does not have, or a classifier that does not give numbers. */
export class ExplainError extends Error {
  override readonly name = 'ExplainError';
}

/** What was asked for, as an error says it: text in quotes. */
export function asked(choice: unknown): string {
  return typeof choice === 'string' ? JSON.stringify(choice) : String(choice);
}
